import type { Operation, PlannedRequest } from '@bulkhead/engine'
import { isJsonObject, ownMember } from '@bulkhead/engine/text'
import { cutDown, type Description, type Json } from '@bulkhead/testing/upstreams/description'
import { serveDescription } from '@bulkhead/testing/upstreams/serve-description'
import { catalogConnector } from './catalog-connector.ts'
import { type DescribedOperation, describedOperation } from './described-operation.ts'

const JSON_TYPE = 'application/json'

/** Comparison of a catalog operation with a third-party description. */
export interface Verdict {
  readonly entity: string
  readonly action: string
  /** Whether the description has the operation with all its parameters. An older description lacks newer ones. */
  readonly described: boolean
  /** Violations of the description. */
  readonly faults: readonly string[]
  /** Parameters that the description does not have. */
  readonly lacks: readonly string[]
  /** Properties of a record that the description does not name. Descriptions are often incomplete here. */
  readonly unknown: readonly string[]
}

/**
 * Compares the operations of a service with a description. Sends each, with all its examples, to a stand-in that serves
 * the description.
 *
 * @param prefix Path of the API that precedes the description's paths.
 */
export async function verifyService(
  slug: string,
  description: Description,
  prefix: string,
): Promise<readonly Verdict[]> {
  const connector = catalogConnector(slug)
  const base = connector.base_path
  const found = connector.operations.map((operation) => {
    const path = `${base}${operation.wire_path}`
    const described = path.startsWith(prefix)
      ? describedOperation(description, operation.method, path.slice(prefix.length))
      : undefined
    return { operation, described }
  })
  const paths = found.flatMap(({ described }) => described?.path ?? [])
  if (paths.length === 0) return []
  const upstream = await serveDescription(requestsOnly(cutDown(description, [...new Set(paths)])))
  try {
    const verdicts: Verdict[] = []
    for (const { operation, described } of found) {
      const { entity, action } = operation
      if (described === undefined)
        verdicts.push({ entity, action, described: false, faults: [], lacks: [], unknown: [] })
      else {
        const examples = connector.examplesOf(operation)
        const planned = connector.plan(entity, action, examples)
        const fields = operation.parameters.filter((parameter) => parameter.in === 'body')
        const form = JSON.stringify(Object.fromEntries(fields.map(({ name }) => [name, examples[name]])))
        const asJson = { ...planned, body: form, headers: { ...planned.headers, 'content-type': JSON_TYPE } }
        const said = await refusal(upstream.url, prefix, operation.body === 'form' ? asJson : planned)
        const lacks = lackingIn(operation, described)
        // The stand-in may refuse parameters that the description lacks, so such a refusal does not count.
        const refused = said === undefined || lacks.length > 0 ? [] : [said]
        const faults = [...getDemands(operation, described), ...refused]
        const unknown = connector.getRecordFields(operation).map(([name]) => name)
        const isKnown = (name: string) => described.response.has(name)
        verdicts.push({
          entity,
          action,
          described: lacks.length === 0,
          faults,
          lacks,
          unknown: unknown.filter((name) => !isKnown(name)),
        })
      }
    }
    return verdicts
  } finally {
    await upstream.close()
  }
}

/**
 * Reduces a description to its requests. Drops servers and response contents, which are most of it. Turns other bodies
 * into JSON, because the stand-in does not read form bodies. The engine's tests cover the serialization of forms.
 */
function requestsOnly(description: Description): Description {
  const paths = Object.fromEntries(
    Object.entries(description.paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item).map(([method, operation]): [string, Json] => {
          if (!isJsonObject(operation)) return [method, operation]
          const content = ownMember(operation.requestBody, 'content')
          // Google also describes file media types where JSON is sent.
          const form = JSON_TYPE in Object(content) ? undefined : Object.values<Json>(Object(content))[0]
          const body = isJsonObject(operation.requestBody) ? operation.requestBody : {}
          return [
            method,
            {
              ...operation,
              ...(form !== undefined && { requestBody: { ...body, content: { [JSON_TYPE]: form } } }),
              security: [],
              responses: { '200': { description: 'Accepted' } },
            },
          ]
        }),
      ),
    ]),
  )
  const { openapi, info, components } = description
  return cutDown({ openapi, info, paths, components }, Object.keys(paths))
}

function lackingIn(operation: Operation, described: DescribedOperation): string[] {
  return operation.parameters.flatMap(({ name, in: place }) => {
    const known = place === 'query' ? described.query : place === 'body' ? described.body : undefined
    // A description whose body is a plain object does not name its fields.
    const isKnown = known === undefined || known.has(name) || (place === 'body' && known.size === 0)
    return isKnown ? [] : [`${place} parameter ${name}`]
  })
}

function getDemands(operation: Operation, described: DescribedOperation): string[] {
  // The default of an optional query parameter is not sent.
  const own = operation.parameters
    .filter(
      ({ in: place, required, default: value }) => required || (value !== undefined && place !== 'query'),
    )
    .map(({ name }) => name)
  const missing = described.required.filter((name) => !own.includes(name))
  return missing.map((name) => `it demands ${name}`)
}

/** Returns the stand-in's reason for refusing a request. Undefined if it accepts. */
async function refusal(origin: string, prefix: string, planned: PlannedRequest): Promise<string | undefined> {
  const { pathname, search } = new URL(planned.url)
  const { method, headers, body, bytes } = planned
  const sent = bytes === undefined ? body : new Uint8Array(bytes)
  const response = await fetch(`${origin}${pathname.slice(prefix.length)}${search}`, {
    method,
    headers: { ...headers },
    ...(sent !== undefined && { body: sent }),
  })
  const text = await response.text()
  return response.ok ? undefined : `${response.status} ${text.slice(0, 600)}`
}
