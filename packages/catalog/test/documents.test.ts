import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import { chooseAuthOption } from '@bulkhead/engine/choose-auth-option'
import { isEngineError } from '@bulkhead/engine/errors'
import { ownMember } from '@bulkhead/engine/json-object'
import { splitConfiguration } from '@bulkhead/engine/split-configuration'
import { catalogConnector, TOKEN } from './catalog-connector.ts'

/** What existing clients rely on: identity, names of entities, actions, auth options and their fields. */
const CONNECTORS: Record<string, Facts> = {
  github: {
    definition_id: 'ef69ef6e-aa7f-4af1-a01d-ef775033524e',
    display_name: 'GitHub',
    base_url: 'https://api.github.com',
    operations: {
      repositories: ['get', 'list'],
      issues: ['create', 'get', 'list', 'update'],
      pull_requests: ['create', 'get', 'list'],
      comments: ['create', 'list'],
    },
    check: 'repositories.list',
    credentials: [
      ['githubOAuth', { access_token: 'A' }],
      ['githubOAuth', { option_title: 'OAuth Credentials', access_token: 'A' }],
      ['githubPAT', { token: 'A' }],
      ['githubPAT', { personal_access_token: 'A' }],
      ['githubPAT', { credentials: { option_title: 'PAT Credentials', personal_access_token: 'A' } }],
    ],
    required_settings: [],
  },
  gitlab: {
    definition_id: '5e6175e5-68e1-4c17-bff9-56103bbb0d80',
    display_name: 'GitLab',
    base_url: 'https://{api_url}/api/v4',
    operations: {
      projects: ['get', 'list'],
      issues: ['get', 'list'],
      merge_requests: ['get', 'list'],
      users: ['get', 'list'],
    },
    check: 'projects.list',
    credentials: [
      ['gitlabPAT', { access_token: 'A' }],
      ['gitlabPAT', { credentials: { auth_type: 'access_token', access_token: 'A' } }],
      ['gitlabOAuth', { client_id: 'I', client_secret: 'S', refresh_token: 'R', access_token: 'A' }],
      [
        'gitlabOAuth',
        {
          auth_type: 'oauth2.0',
          client_id: 'I',
          client_secret: 'S',
          refresh_token: 'R',
          access_token: 'A',
        },
      ],
    ],
    required_settings: [],
  },
}

interface Facts {
  readonly definition_id: string
  readonly display_name: string
  readonly base_url: string
  readonly operations: Readonly<Record<string, readonly string[]>>
  readonly check: string
  /** Auth option → credentials that must choose it. */
  readonly credentials: readonly (readonly [string, Readonly<Record<string, unknown>>])[]
  readonly required_settings: readonly string[]
}

test('every folder with a document is in the catalog, and every document in the table above', () => {
  assert.deepEqual(
    catalogDocuments().map(({ slug }) => slug),
    Object.keys(CONNECTORS).sort(),
  )
})

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

for (const [slug, facts] of Object.entries(CONNECTORS)) {
  const folder = new URL(`../${slug}/`, import.meta.url)
  const { definition, operations, examplesOf, recordOf, plan } = catalogConnector(slug)

  test(`${slug}: compiles without a warning and is what clients know it as`, () => {
    assert.deepEqual(definition.warnings, [])
    assert.equal(definition.slug, slug)
    assert.equal(definition.definition_id, facts.definition_id)
    assert.equal(definition.display_name, facts.display_name)
    assert.equal(definition.base_url, facts.base_url)
    const found = [...definition.entities].map(([entity, actions]) => [entity, [...actions.keys()].sort()])
    assert.deepEqual(Object.fromEntries(found), facts.operations)
    assert.deepEqual(
      operations.filter((operation) => operation.preferred_for_check).map((o) => `${o.entity}.${o.action}`),
      [facts.check],
    )
    assert.deepEqual(
      definition.settings.filter((setting) => setting.required).map(({ name }) => name),
      facts.required_settings,
    )
    assert.equal(new Set(operations.map((operation) => operation.operation_id)).size, operations.length)
  })

  test(`${slug}: its folder explains it`, () => {
    assert.deepEqual(readdirSync(folder).sort(), ['README.md', 'connector.yaml', 'icon.svg'])
    const icon = readFileSync(new URL('icon.svg', folder), 'utf8')
    assert.match(icon, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 24 24"/)
    assert.doesNotMatch(icon, /<script|href|url\(|\son\w+=/i)
  })

  test(`${slug}: the example call of its README can be planned`, () => {
    const readme = readFileSync(new URL('README.md', folder), 'utf8')
    const [, block = ''] = /```json\n(.*?)```/s.exec(readme) ?? []
    const { entity, action, params, ...rest } = JSON.parse(block)
    assert.deepEqual(rest, {})
    assert.ok(plan(entity, action, params).url.startsWith('https://'))
  })

  for (const [option, credentials] of facts.credentials) {
    const names = JSON.stringify(credentials).replaceAll(/"[AIRS]"/g, '…')
    test(`${slug}: ${names} chooses ${option}`, () => {
      const chosen = chooseAuthOption(definition, splitConfiguration(definition, credentials).credentials)
      assert.equal(chosen.option.name, option)
      assert.deepEqual(
        Object.keys(chosen.credentials).sort(),
        chosen.option.fields.map(({ name }) => name).sort(),
      )
    })
  }

  for (const operation of operations) {
    const name = `${slug} ${operation.entity} ${operation.action}`

    test(`${name}: tells an agent what it needs to know`, () => {
      assert.match(operation.summary ?? '', /^[A-Z].*[^.]$/)
      assert.match(operation.description ?? '', /^Use it /)
      for (const parameter of operation.parameters) {
        const { schema } = parameter
        assert.match(parameter.description ?? '', /^\S.*\.$/, parameter.name)
        assert.ok(ownMember(schema, 'type') !== undefined, `${parameter.name} has no type`)
        if (parameter.name === 'per_page') assert.equal(ownMember(schema, 'maximum'), 100)
        if (parameter.in === 'body') continue
        // A value that no enum names and nothing bounds is free text, a flag or a moment.
        if (ownMember(schema, 'type') === 'integer') {
          assert.ok(ownMember(schema, 'minimum') !== undefined, `${parameter.name} has no minimum`)
        }
      }
      assert.ok(recordOf(operation).length > 5, 'its answer is not described')
    })

    test(`${name}: can be planned from its examples, and each of them is sent`, () => {
      const examples = examplesOf(operation)
      const planned = plan(operation.entity, operation.action, examples)
      const url = new URL(planned.url)
      const body = planned.body === undefined ? {} : JSON.parse(planned.body)
      const left = operation.parameters.filter(({ name: parameter, in: place }) => {
        const example = examples[parameter]
        if (place === 'query') return url.searchParams.get(parameter) !== String(example)
        if (place === 'path') return !url.pathname.includes(encodeURIComponent(String(example)))
        if (place === 'body') return JSON.stringify(body[parameter]) !== JSON.stringify(example)
        return planned.headers[parameter.toLowerCase()] === undefined
      })
      assert.deepEqual(left, [])
      assert.equal(planned.headers.authorization, `Bearer ${TOKEN}`)
    })

    test(`${name}: sends nothing that the caller did not give`, () => {
      const needed = operation.parameters
        .filter(({ required }) => required)
        .map((parameter) => parameter.name)
      const examples = Object.entries(examplesOf(operation)).filter(([key]) => needed.includes(key))
      const minimal = Object.fromEntries(examples)
      if (operation.action === 'update') minimal.title = 'T'
      const planned = plan(operation.entity, operation.action, minimal)
      assert.equal(new URL(planned.url).search, '')
      const sent = planned.body === undefined ? [] : Object.keys(JSON.parse(planned.body))
      assert.deepEqual(
        sent.filter((key) => !(key in minimal)),
        [],
      )
      for (const key of needed) {
        const { [key]: _, ...rest } = minimal
        assert.throws(
          () => plan(operation.entity, operation.action, rest),
          (error) => isEngineError(error, 'missing_parameter') && error.details.parameter === key,
        )
      }
    })
  }
}

test('github: the settings that replication needs are accepted and fill in nothing', () => {
  const { plan } = catalogConnector('github')
  const settings = { repositories: ['octocat/Hello-World'], start_date: '2025-01-01T00:00:00Z' }
  const planned = plan('repositories', 'list', { username: 'octocat' }, settings)
  assert.equal(planned.url, 'https://api.github.com/users/octocat/repos')
  assert.throws(
    () => plan('repositories', 'list', {}, settings),
    (error) => isEngineError(error, 'missing_parameter'),
  )
})

test('github: a plain text setting stands for the owner', () => {
  const { plan } = catalogConnector('github')
  assert.equal(
    plan('repositories', 'list', {}, { repositories: 'octocat' }).url,
    'https://api.github.com/users/octocat/repos',
  )
})

test('gitlab: calls and refreshes go to the instance of the setting', () => {
  const { plan, definition } = catalogConnector('gitlab')
  assert.equal(plan('users', 'get', { id: 1 }).url, 'https://gitlab.com/api/v4/users/1')
  assert.equal(
    plan('users', 'get', { id: 1 }, { api_url: 'git.acme.test' }).url,
    'https://git.acme.test/api/v4/users/1',
  )
  for (const api_url of ['https://git.acme.test', 'git.acme.test/x', 'a@git.acme.test', 'git.acme.test?']) {
    assert.throws(
      () => plan('users', 'get', { id: 1 }, { api_url }),
      (error) => isEngineError(error, 'invalid_setting'),
      api_url,
    )
  }
  const oauth = definition.auth_options.find(({ name }) => name === 'gitlabOAuth')?.oauth
  assert.equal(oauth?.refresh_url, 'https://{{ api_url }}/oauth/token')
  assert.equal(oauth?.token_url, 'https://gitlab.com/oauth/token')
})
