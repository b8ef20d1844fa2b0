import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import { catalogConnector, getMembers, TOKEN } from '@bulkhead/catalog/workshop/catalog-connector'
import { type AuthOptionFacts, connectorFacts } from '@bulkhead/catalog/workshop/facts'
import {
  type AuthOption,
  chooseAuthOption,
  type JsonSchema,
  type JsonValue,
  splitConfiguration,
} from '@bulkhead/engine'
import { describeOperation } from '@bulkhead/engine/describe'
import { isEngineError } from '@bulkhead/engine/errors'
import { isJsonObject, ownMember } from '@bulkhead/engine/text'
import { checkDocument, renderCheck } from '@bulkhead/import/check-document'
import { isSent } from './is-sent.ts'

/** Services whose API does not say whose account a key belongs to. */
const NAMELESS = new Set(['orb'])

const FACTS = new Map(connectorFacts().map((row) => [row.slug, row]))

test('a folder without a document is left out', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-catalog-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const slug of ['b', 'a', 'empty']) mkdirSync(join(folder, slug))
  for (const slug of ['b', 'a']) writeFileSync(join(folder, slug, 'connector.yaml'), '')
  writeFileSync(join(folder, 'connector.yaml'), '')
  const root = pathToFileURL(`${folder}/`)
  assert.deepEqual(catalogDocuments(root), [
    { slug: 'a', url: new URL('a/connector.yaml', root) },
    { slug: 'b', url: new URL('b/connector.yaml', root) },
  ])
})

/** Credentials by the names that existing clients use for them: plain, and where replication has them. */
function waysToGive(
  { required, aliases, selectors }: AuthOptionFacts,
  { aliases: paths, selectors: names }: AuthOption,
) {
  const getPath = (last: string, all: ReadonlyMap<string, string>) =>
    [...all.keys()].find((path) => path.split('.').at(-1) === last) ?? last
  const named = (field: string) => [...aliases].find(([, of]) => of === field)?.[0] ?? field
  const placed = [
    ...selectors.map(([name, value]) => [getPath(name, names), value] as const),
    ...required.map((field) => [getPath(named(field), paths), 'A'] as const),
  ]
  return [Object.fromEntries(required.map((field) => [field, 'A'])), nested(placed)]
}

function nested(pairs: readonly (readonly [string, string])[]) {
  const whole: Record<string, unknown> = {}
  for (const [path, value] of pairs) {
    const [first = '', second] = path.split('.')
    whole[first] = second === undefined ? value : { ...Object(whole[first]), [second]: value }
  }
  return whole
}

function isOfType(value: JsonValue | undefined, schema: JsonSchema): boolean {
  const types = [ownMember(schema, 'type') ?? []].flat()
  if (Array.isArray(value)) return types.includes('array')
  if (isJsonObject(value)) return types.includes('object')
  const isInteger = Number.isInteger(value)
  return types.includes(typeof value) || (isInteger && types.includes('integer'))
}

for (const { slug } of catalogDocuments()) {
  const folder = new URL(`../${slug}/`, import.meta.url)
  const { text, definition, operations, examplesOf, getRecordFields, plan } = catalogConnector(slug)
  const facts = FACTS.get(slug)

  test(`${slug}: passes every check without a warning`, () => {
    const check = checkDocument(text, slug)
    const summary = `${slug}: ${slug} ${definition.definition_id}: ${definition.entities.size} ${definition.entities.size === 1 ? 'entity' : 'entities'}, ${operations.length} operations, 0 errors, 0 warnings\n`
    assert.equal(renderCheck(check, text), summary)
    assert.equal(new Set(operations.map((operation) => operation.operation_id)).size, operations.length)
    assert.ok(definition.example_questions.direct.length > 4)
    assert.ok(definition.example_questions.unsupported.length > 1)
  })

  test(`${slug}: its folder explains it`, () => {
    assert.deepEqual(readdirSync(folder).sort(), ['README.md', 'connector.yaml', 'icon.svg'])
    const icon = readFileSync(new URL('icon.svg', folder), 'utf8')
    assert.match(icon, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 24 24"/)
    assert.doesNotMatch(icon, /<script|href|url\(|\son\w+=/i)
    const readme = readFileSync(new URL('README.md', folder), 'utf8')
    for (const heading of ['Credentials', 'Limits', 'Settings', 'Example']) {
      assert.match(readme, new RegExp(`^## ${heading}$`, 'm'))
    }
    for (const { fields, name } of definition.auth_options) {
      for (const word of [name, ...fields.map((field) => field.name)]) {
        assert.ok(readme.includes(`\`${word}\``), `README.md does not say what ${word} is`)
      }
    }
  })

  test(`${slug}: the example call of its README can be planned`, () => {
    const readme = readFileSync(new URL('README.md', folder), 'utf8')
    const [, block = ''] = /```json\n(.*?)```/s.exec(readme) ?? []
    const { entity, action, params, ...rest } = JSON.parse(block)
    assert.deepEqual(rest, {})
    assert.ok(plan(entity, action, params).url.startsWith('https://'))
  })

  test(`${slug}: tells whose account it is, and where credentials are made`, () => {
    const { identity, auth_options } = definition
    for (const { name, credential_help } of auth_options) {
      assert.match(credential_help?.url ?? '', /^https:\/\//, name)
      assert.match(credential_help?.text ?? '', /^[A-Z].*\.$/, name)
    }
    if (NAMELESS.has(slug)) return assert.equal(identity, undefined)
    assert.ok(identity)
    // A setting may fill what the operation needs.
    const scoped = Object.fromEntries(definition.scoping.map(({ setting }) => [setting, 'acme']))
    assert.ok(plan(identity.entity, identity.action, identity.params, scoped).url.startsWith('https://'))
    const operation = operations.find(
      ({ entity, action }) => entity === identity.entity && action === identity.action,
    )
    assert.ok(operation)
    // A query returns whatever it selects.
    const fields = identity.entity === 'query' ? [] : getRecordFields(operation).map(([field]) => field)
    for (const { text } of [identity.id, ...identity.names]) {
      const [, field = ''] = /record\.(\w+)/.exec(text) ?? []
      assert.ok(fields.length === 0 || fields.includes(field), `${text} is not described`)
    }
  })

  for (const option of facts?.auth_options ?? []) {
    const own = definition.auth_options.find(({ name }) => name === option.name)
    if (own === undefined) continue
    for (const credentials of waysToGive(option, own)) {
      test(`${slug}: ${JSON.stringify(credentials)} chooses ${option.name}`, () => {
        const chosen = chooseAuthOption(definition, splitConfiguration(definition, credentials).credentials)
        assert.equal(chosen.option.name, option.name)
        assert.deepEqual(Object.keys(chosen.credentials).sort(), [...option.required].sort())
      })
    }
  }

  for (const operation of operations) {
    const name = `${slug} ${operation.entity} ${operation.action}`

    test(`${name}: tells an agent what it needs to know`, () => {
      assert.match(operation.summary ?? '', /^[A-Z].*[^.]$/)
      assert.match(operation.description ?? '', /^Use it .*\.$/s)
      assert.ok(
        !operation.destructive || operation.effect_reason !== undefined,
        'it is destructive; say why: x-bulkhead-effect: { effect: destructive, reason: deletes, ends, sends, pays or publishes }',
      )
      for (const parameter of operation.parameters) {
        const { schema } = parameter
        assert.match(parameter.description ?? '', /^\S.*\.$/s, parameter.name)
        assert.ok(ownMember(schema, 'type') !== undefined, `${parameter.name} has no type`)
        const example = parameter.example ?? ownMember(schema, 'example')
        assert.ok(parameter.in === 'header' || isOfType(example, schema), `${parameter.name}: its example`)
        if (parameter.in === 'body') continue
        // A value without an enum and without bounds is free text, a flag or a time.
        if (ownMember(schema, 'type') === 'integer' && ownMember(schema, 'enum') === undefined) {
          assert.ok(ownMember(schema, 'minimum') !== undefined, `${parameter.name} has no minimum`)
        }
      }
      const limit = operation.parameters.find((parameter) => parameter.name === operation.pagination?.limit)
      assert.ok(
        limit === undefined || ownMember(limit.schema, 'maximum') !== undefined,
        'a page has no maximum',
      )
      // A write may have no response to describe.
      const isDescribed = operation.effect === 'read' || operation.response_schema !== undefined
      if (operation.action === 'download' || !isDescribed) return
      const record = getRecordFields(operation).map(([property]) => property)
      assert.ok(record.length > 0, 'its answer is not described')
      const last = operation.record_extractor?.steps.at(-1)
      const wrapper = typeof last === 'object' && 'member' in last ? [last.member] : []
      assert.notDeepEqual(record, wrapper, 'its record is described with what is around it')
    })

    test(`${name}: can be planned from its examples, and each of them is sent`, () => {
      const examples = examplesOf(operation)
      const planned = plan(operation.entity, operation.action, examples)
      const left = operation.parameters.filter((parameter) => {
        // A composed string arrives through its parts. A parameter that only selects a file in the response is not
        // sent.
        const { composed, in: place, name: own } = parameter
        if (composed !== undefined) return false
        if (place === 'path' && !operation.wire_path.includes(`{${own}}`)) return false
        return !isSent(planned, parameter, examples[own])
      })
      assert.deepEqual(
        left.filter(({ name: parameter }) => parameter !== 'range_header').map((parameter) => parameter.name),
        [],
      )
      const secrets = [TOKEN, Buffer.from(`${TOKEN}:`).toString('base64').replace(/=+$/, '')]
      const headers = Object.values(planned.headers).join('\n')
      assert.ok(secrets.some((secret) => headers.includes(secret.slice(0, -2))))
    })

    test(`${name}: sends nothing that neither the caller nor a default gives`, () => {
      const minimal = describeOperation(operation).example
      const { url, body, headers } = plan(operation.entity, operation.action, minimal)
      const known = operation.parameters
        .filter(({ name: parameter, default: value, composed, inject }) => {
          const isOwn = value !== undefined || composed !== undefined || inject !== undefined
          return parameter in minimal || isOwn
        })
        .map((parameter) => parameter.name)
      const isKnown = (key: string) => known.includes(key.replace(/\[.*/s, '')) || known.includes(key)
      const sent = [...new URL(url).searchParams.keys()]
      if (headers['content-type']?.includes('urlencoded')) sent.push(...new URLSearchParams(body).keys())
      if (operation.body === 'json') sent.push(...getMembers(JSON.parse(body ?? '{}')).map(([key]) => key))
      assert.deepEqual(
        sent.filter((key) => !isKnown(key)),
        [],
      )
      for (const key of Object.keys(minimal)) {
        const needed = operation.parameters.find((parameter) => parameter.name === key)
        if (needed?.required !== true) continue
        const { [key]: _, ...rest } = minimal
        assert.throws(
          () => plan(operation.entity, operation.action, rest),
          (error) => isEngineError(error, 'missing_parameter') && error.details.parameter === key,
        )
      }
    })
  }
}

test('a model sees paging once and no header with a value of its own, in every operation', () => {
  for (const { slug } of catalogDocuments()) {
    const { definition } = catalogConnector(slug)
    for (const operation of [...definition.entities.values()].flatMap((actions) => [...actions.values()])) {
      const { params, leave_out } = describeOperation(operation, definition)
      const seen = new Set(Object.keys(params.properties).filter((name) => !leave_out.includes(name)))
      const where = `${slug} ${operation.entity} ${operation.action}`
      const { cursor = 'cursor', limit = 'limit' } = operation.pagination ?? {}
      for (const name of [cursor, limit])
        assert.ok(!seen.has(name) || ['cursor', 'limit'].includes(name), `${where}: ${name}`)
      for (const { name, in: place, default: usual } of operation.parameters) {
        if (place === 'header' && usual !== undefined) assert.ok(!seen.has(name), `${where}: ${name}`)
      }
    }
  }
})
