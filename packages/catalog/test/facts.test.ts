import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import { catalogConnector } from '@bulkhead/catalog/workshop/catalog-connector'
import { compareWithFacts, unexplained } from '@bulkhead/catalog/workshop/compare-with-facts'
import {
  acceptedDifferences,
  connectorFacts,
  notedCalls,
  oauthBehaviours,
  operationFacts,
  verifications,
} from '@bulkhead/catalog/workshop/facts'
import { authorizableIn } from '@bulkhead/engine/oauth'

const accepted = acceptedDifferences()

for (const facts of connectorFacts()) {
  if (!catalogDocuments().some(({ slug }) => slug === facts.slug)) continue
  const { definition } = catalogConnector(facts.slug)
  const operations = operationFacts().filter(({ slug }) => slug === facts.slug)

  test(`${facts.slug}: has all that existing clients rely on`, () => {
    const differences = compareWithFacts(definition, facts, operations)
    assert.deepEqual(unexplained(differences, accepted), [])
  })

  test(`${facts.slug}: every accepted difference is there`, () => {
    const differences = compareWithFacts(definition, facts, operations)
    const gone = accepted.filter(
      (one) => one.slug === facts.slug && unexplained(differences, [one]).length === differences.length,
    )
    assert.deepEqual(gone, [])
  })
}

test('every accepted difference says why and where that stands', () => {
  for (const { reason, page } of accepted) {
    assert.match(reason, /\.$/)
    assert.match(page, /^https:\/\//)
  }
})

/**
 * Operations whose page names no scope, or only scopes of another flow: `x-airbyte-oauth-scopes` counts for
 * them.
 */
const WITHOUT_SCOPES = [
  'airtable viewer get',
  'hubspot account get',
  'hubspot objects get',
  'hubspot objects list',
]

test('every operation of a service that can be authorized says which scopes it needs', () => {
  const unstated = catalogDocuments()
    .map(({ slug }) => catalogConnector(slug).definition)
    .filter((definition) => authorizableIn(definition) !== undefined)
    .flatMap(({ slug, entities }) =>
      [...entities.values()]
        .flatMap((actions) => [...actions.values()])
        .filter(({ scopes }) => scopes === undefined)
        .map(({ entity, action }) => `${slug} ${entity} ${action}`),
    )
  assert.deepEqual(unstated.sort(), WITHOUT_SCOPES)
})

test('tokens are revoked at the host that renews them, to which they are bound', () => {
  const hostOf = (url = '') => url.split('/').slice(0, 3).join('/')
  const elsewhere = catalogDocuments()
    .flatMap(({ slug }) => catalogConnector(slug).definition.auth_options.map((option) => ({ slug, option })))
    .filter(({ option: { oauth } }) => oauth?.revocation_url !== undefined)
    .filter(({ option: { oauth } }) => hostOf(oauth?.revocation_url) !== hostOf(oauth?.refresh_url))
    .map(({ slug }) => slug)
  assert.deepEqual(elsewhere, [])
})

test('every service that can be authorized has a page of its own that says how', () => {
  const authorizable = catalogDocuments()
    .map(({ slug }) => catalogConnector(slug))
    .filter(({ definition }) => authorizableIn(definition) !== undefined)
    .map(({ definition }) => definition.slug)
  const behaviours = oauthBehaviours()
  const read = behaviours.filter(({ source }) => source === 'read').map(({ slug }) => slug)
  assert.deepEqual([...new Set(behaviours.map(({ slug }) => slug))].sort(), authorizable.sort())
  assert.deepEqual(
    authorizable.filter((slug) => !read.includes(slug)),
    [],
    'a page was read for each of them',
  )
  for (const { behaviour, page, source } of behaviours) {
    assert.match(behaviour, /\.$/)
    assert.match(page, /^https:\/\//)
    // Every behaviour was read in documentation. If it is not that of the service, the text names its source.
    assert.ok(['read', 'indirect'].includes(source), `${behaviour} is only ${source}`)
    if (source === 'indirect') assert.match(behaviour, /\([^)]+\)\.$/)
  }
})

test('each verified operation exists, once', () => {
  const known = catalogDocuments().flatMap(({ slug }) =>
    catalogConnector(slug).operations.map(({ entity, action }) => `${slug} ${entity} ${action}`),
  )
  const verified = verifications().map(({ slug, entity, action }) => `${slug} ${entity} ${action}`)
  assert.deepEqual(
    verified.filter((one) => !known.includes(one)),
    [],
  )
  assert.equal(new Set(verified).size, verified.length)
})

test('a verification says its day, which has come', () => {
  const today = new Date().toISOString().slice(0, 10)
  for (const { date } of verifications()) {
    if (date === '') continue
    assert.match(date, /^\d{4}-\d{2}-\d{2}$/)
    assert.ok(date <= today, `${date} is in the future`)
  }
})

test('each call noted from a client names a file at a commit', () => {
  for (const { slug, method, path, query, repository, file } of notedCalls()) {
    assert.ok(catalogDocuments().some((document) => document.slug === slug))
    assert.match(`${method} ${path}`, /^(GET|POST|PUT|PATCH|DELETE) \/[\w/{}.-]+$/)
    assert.match(`${repository} ${file}`, /^[\w-]+\/[\w.-]+ [\w/.-]+@[0-9a-f]{40}$/)
    assert.equal(new Set(query).size, query.length)
  }
})

test('the comparison finds what is missing, demanded or otherwise', () => {
  const [facts] = connectorFacts()
  assert.ok(facts)
  const { definition } = catalogConnector(facts.slug)
  const [operation, ...others] = operationFacts().filter(({ slug }) => slug === facts.slug)
  assert.ok(operation)
  const differences = (row: typeof facts, list: readonly (typeof operation)[] = [operation, ...others]) =>
    compareWithFacts(definition, row, list).map(({ difference }) => difference)
  assert.deepEqual(differences({ ...facts, base_url: 'https://api.example' }), [
    'base_url is https://api.github.com and not https://api.example',
  ])
  assert.deepEqual(differences(facts, [{ ...operation, entity: 'ships' }]), ['the operation is missing'])
  assert.deepEqual(differences(facts, [{ ...operation, action: 'delete' }]), ['the operation is missing'])
  assert.deepEqual(differences(facts, [{ ...operation, method: 'GET', optional: ['fields', 'page'] }]), [
    'it is POST and not GET',
    'the parameter page is missing',
  ])
  assert.deepEqual(differences(facts, [{ ...operation, required: ['owner'] }]), [
    'the parameter repo is demanded',
  ])
  const [first, ...rest] = facts.auth_options
  assert.ok(first)
  const withOption = (option: Partial<typeof first>) =>
    differences({ ...facts, auth_options: [{ ...first, ...option }, ...rest] })
  assert.deepEqual(withOption({ name: 'gone' }), ['the auth option gone is missing'])
  assert.deepEqual(withOption({ optional: ['client_id'] }), ['githubOAuth has no field client_id'])
  assert.deepEqual(withOption({ required: [] }), ['githubOAuth demands access_token'])
  assert.deepEqual(withOption({ aliases: new Map([['key', 'access_token']]) }), [
    'githubOAuth: key is no other name for access_token',
  ])
  assert.deepEqual(withOption({ selectors: [['option_title', 'Other']] }), [
    'githubOAuth is not chosen by option_title Other',
  ])
  assert.deepEqual(withOption({ endpoints: new Map([['token', 'https://api.example/token']]) }), [
    'githubOAuth: token is https://github.com/login/oauth/access_token and not https://api.example/token',
  ])
  assert.deepEqual(differences({ ...facts, settings_required: ['host'] }), ['the setting host is missing'])
  assert.deepEqual(differences({ ...facts, replication_settings: ['folder'] }), [
    'the setting folder is missing',
  ])
  assert.deepEqual(differences({ ...facts, param_bindings: [['team', 'repositories']] }), [
    'the setting repositories does not fill team',
  ])
})
