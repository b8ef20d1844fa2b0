import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import { catalogConnector } from '@bulkhead/catalog/workshop/catalog-connector'
import { getOperations, sameRequests } from '@bulkhead/catalog/workshop/reach/derive-reach'
import type { Operation, Reach } from '@bulkhead/engine'
import { describeOperation } from '@bulkhead/engine/describe'
import { isEngineError } from '@bulkhead/engine/errors'

const getLiterals = (path: string) => path.split('/').filter((segment) => /^[\w.]+$/.test(segment))

interface Template extends Pick<Operation, 'entity' | 'method'> {
  readonly form: RegExp
  /** Placeholders. */
  readonly count: number
}

function getTemplate({ entity, method, wire_path }: Operation): Template {
  const parts = wire_path.toLowerCase().split(/\{\w+\}/)
  const form = new RegExp(`^${parts.map((part) => RegExp.escape(part)).join('[^/]+')}$`)
  return { entity, method, form, count: parts.length - 1 }
}

/**
 * Returns the entities of the operations that a request's path matches, from the templates with the fewest
 * placeholders.
 */
function entitiesAt(templates: readonly Template[], method: string, path: string): readonly string[] {
  const found = templates.filter((one) => one.method === method && one.form.test(path))
  const least = Math.min(...found.map(({ count }) => count))
  return found.filter(({ count }) => count === least).map(({ entity }) => entity)
}

for (const { slug } of catalogDocuments()) {
  const { definition, plan, base_path } = catalogConnector(slug)
  const operations = getOperations(definition)
  const templates = operations.map(getTemplate)

  test(`${slug}: operations of different entities that send the same request are told apart`, () => {
    const open = sameRequests(definition).map(
      ({ own, other }) => `${own.entity} ${own.action} is ${other.entity}`,
    )
    // A query is meant to read every object.
    assert.deepEqual(
      open.filter((pair) => slug !== 'salesforce' || !pair.startsWith('query list is ')),
      [],
    )
  })

  test(`${slug}: no words in a path make it the path of another entity`, (t) => {
    // Most requests are refused, and stacks of the errors would take a third of the time.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    t.after(() => Object.assign(Error, { stackTraceLimit }))
    const words = new Set(operations.flatMap(({ wire_path }) => getLiterals(wire_path)))
    const spellings = [...words].flatMap((word) => [
      word.replace(/\.json$/, ''),
      word.toUpperCase(),
      `1/${word}`,
      `${word}/1`,
      encodeURIComponent(`${word}/`),
    ])
    for (const operation of operations) {
      const names = operation.parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name)
      if (names.length === 0 || operation.graphql !== undefined) continue
      const { entity, action, method } = operation
      const reach: Reach = { permits: (other) => other.entity === entity, gave: () => false }
      const example = describeOperation(operation).example
      for (const first of spellings) {
        for (const second of names.length > 1 ? words : ['']) {
          const [one = '', two] = names
          const params = { ...example, [one]: first, ...(two !== undefined && { [two]: second }) }
          let path: string
          try {
            const { url } = plan(entity, action, params, undefined, reach)
            path = new URL(url).pathname
          } catch (thrown) {
            if (!isEngineError(thrown)) throw thrown
            continue
          }
          for (const reading of [path, decodeURIComponent(decodeURIComponent(path))]) {
            const below = reading
              .slice(base_path.length)
              .toLowerCase()
              .replace(/\/+/g, '/')
              .replace(/\/$/, '')
            const entities = entitiesAt(templates, method, below)
            assert.ok(entities.length === 0 || entities.includes(entity), `${entity} ${action}: ${path}`)
          }
        }
      }
    }
  })
}
