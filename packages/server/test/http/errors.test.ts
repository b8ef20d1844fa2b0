import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { ERRORS, type ErrorCode } from '@bulkhead/contract/errors'
import { getErrors } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import {
  API,
  APPLICATIONS,
  assertError,
  CONNECTORS,
  DEFINITIONS,
  NOBODY,
  TEMPLATES,
  WORKSPACES,
} from './api.ts'
import { AGENTS } from './errors/agents.ts'
import { CONNECT_LINKS } from './errors/connect-links.ts'
import { EXECUTIONS } from './errors/executions.ts'
import { ORGANIZATIONS } from './errors/organizations.ts'
import { PEOPLE } from './errors/people.ts'
import { REQUESTS } from './errors/requests.ts'
import { application, list, type Scene } from './errors/scene.ts'
import { type Fixture, openFixture } from './fixture.ts'

/** Codes that need their own setup, and the file below `test/` that tests them. */
const ELSEWHERE = {
  request_timeout: 'http/slow-connections.test.ts',
  quota_exceeded: 'quotas/quotas.test.ts',
  passwords_off: 'people/providers/policy.ts',
  second_factor_missing: 'people/second-factor.test.ts',
  network_not_allowed: 'people/sign-in-limits.test.ts',
  domain_taken: 'people/domains.test.ts',
  confirmation_refused: 'connect/connect-sessions.test.ts',
  connector_pending: 'connect/connect-sessions.test.ts',
  idempotency_in_flight: 'idempotency/idempotency.test.ts',
  idempotency_outcome_unknown: 'idempotency/idempotency.test.ts',
} as const satisfies Partial<Record<ErrorCode, string>>

/** A request for each of the other codes. A code without one does not compile. */
const PROVOKE: Readonly<Record<Exclude<ErrorCode, keyof typeof ELSEWHERE>, Scene>> = {
  ...CONNECT_LINKS,
  ...ORGANIZATIONS,
  ...PEOPLE,
  ...AGENTS,
  ...EXECUTIONS,
  // One of these locks out clients of this address: it comes last.
  ...REQUESTS,
}

/** Fields of some errors, without which a caller would look in the wrong place. */
const FIELDS: Partial<Record<ErrorCode, string>> = {
  unauthenticated: 'header.Authorization',
  organization_mismatch: 'header.X-Organization-Id',
  malformed_json: 'body',
  unsupported_media_type: 'header.Content-Type',
  invalid_request: 'body.workspace_name',
  route_not_found: 'path',
  connector_not_found: 'path.connector_id',
  workspace_not_found: 'path.workspace_id',
  definition_not_found: 'path.definition_id',
  secret_not_found: 'path.secret_id',
  alias_not_found: 'path.name',
  name_taken: 'body.name',
  idempotency_mismatch: 'header.Idempotency-Key',
  upstream_rejected: 'request',
  upstream_rate_limited: 'request',
  internal: 'request',
}

/** Codes whose response says when to try again. */
const WITH_RETRY_AFTER: readonly ErrorCode[] = [
  'rate_limited',
  'workspace_busy',
  'upstream_rate_limited',
  'unavailable',
  'key_unavailable',
]

describe('error codes', () => {
  const [engine] = engines
  let fixture: Fixture
  before(async () => {
    assert.ok(engine)
    fixture = await openFixture(engine)
  })
  after(async () => {
    await fixture?.close()
    await engine?.close()
  })

  for (const [code, provoke] of Object.entries(PROVOKE) as [ErrorCode, Scene][]) {
    test(`${code} is met, declared, and has its status`, async () => {
      const [response, operation] = await provoke(fixture)
      assertError(response, code, operation)
      if (FIELDS[code] !== undefined) assert.equal(response.body.errors[0].field, FIELDS[code])
      const retryAfter = response.headers.get('retry-after')
      if (WITH_RETRY_AFTER.includes(code)) assert.match(retryAfter ?? '', /^[1-9]\d*$/)
      else assert.equal(retryAfter, null)
      assert.equal(response.headers.has('www-authenticate'), code === 'unauthenticated')
    })
  }

  test('codes with a scene of their own are met there', () => {
    for (const [code, file] of Object.entries(ELSEWHERE)) {
      const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
      assert.ok(text.includes(`'${code}'`), `${file} meets ${code}`)
    }
  })

  test('an internal error reveals nothing, and is logged under its request', async () => {
    const [{ text, body }] = await PROVOKE.internal(fixture)
    assert.ok(!text.includes('internals') && !text.includes('.ts'), text)
    const line = fixture.testServer.log.find(
      (one) => one.includes(body.request_id) && one.includes('a defect that mentions'),
    )
    assert.ok(line, 'the log tells what happened')
  })

  test('a failure of a service is logged without its message', async () => {
    fixture.upstream.respond(json({ message: 'words of a customer' }, 500))
    const { body, text } = await list(fixture, await fixture.connect())
    assert.match(text, /words of a customer/)
    const lines = fixture.testServer.log.filter((line) => line.includes(body.request_id))
    assert.ok(lines.some((line) => line.includes('upstream_error')))
    assert.doesNotMatch(lines.join(''), /words of a customer/)
  })

  test('a missing object is named by the field that referred to it', async () => {
    const named: [string, string, object | undefined, string][] = [
      ['POST', `${APPLICATIONS}/scoped-token`, { workspace_id: NOBODY }, 'body.workspace_id'],
      [
        'POST',
        `${APPLICATIONS}/scoped-token`,
        { workspace_name: 'none', create_workspace: false },
        'body.workspace_name',
      ],
      ['POST', CONNECTORS, { connector_type: 'none', credentials: {} }, 'body.connector_type'],
      ['POST', CONNECTORS, { definition_id: NOBODY, credentials: {} }, 'body.definition_id'],
      ['DELETE', `${API}/oauth/credentials/connector_type/none`, undefined, 'path.connector_type'],
    ]
    for (const [method, path, body, field] of named) {
      const response = await application(fixture, method, path, { body })
      assert.deepEqual([response.status, response.body.errors?.[0].field], [404, field], response.text)
    }
  })

  test('an id in a path may be any string, however long', async () => {
    for (const id of ['x', '-'.repeat(300), '0'.repeat(1024), '%00', 'é', '1'.repeat(1025)]) {
      for (const [method, path, body] of [
        ['GET', `${WORKSPACES}/${id}`],
        ['GET', `${CONNECTORS}/${id}`],
        ['POST', `${CONNECTORS}/${id}/execute`, { entity: 'things', action: 'list' }],
        ['POST', `${CONNECTORS}/${id}/check`, {}],
        ['DELETE', `${CONNECTORS}/${id}`],
        ['GET', `${DEFINITIONS}/${id}`],
        ['GET', `${TEMPLATES}/${id}`],
        ['GET', `${API}/tool-calls/${id}`],
        ['GET', `${API}/organizations/${id}/credentials`],
        ['DELETE', `${API}/applications/${id}`],
      ] as const) {
        const response = await application(fixture, method, path, { body })
        assert.equal(response.status, 404, `${method} ${path}: ${response.text}`)
        assert.ok(response.text.length < 1024, 'what was sent is not repeated')
      }
    }
  })

  test('the reason is returned only to a caller who sent a token', async () => {
    for (const [headers, challenge] of [
      [{}, 'Bearer'],
      [{ authorization: 'Basic YTpi' }, 'Bearer'],
      [{ authorization: 'Bearer' }, 'Bearer error="invalid_token"'],
      [{ authorization: 'Bearer not-a-token' }, 'Bearer error="invalid_token"'],
    ] as const) {
      const response = await fixture.testServer.call('GET', WORKSPACES, { headers })
      assert.deepEqual([response.status, response.headers.get('www-authenticate')], [401, challenge])
    }
  })

  test('a caller who tries to create a workspace learns how', async () => {
    const response = await application(fixture, 'POST', WORKSPACES, { body: { name: 'new' } })
    assertError(response, 'route_not_found')
    assert.match(response.body.message, /account\/applications\/scoped-token/)
  })

  test('a response cannot be cached or read as another type', async () => {
    for (const code of ['unauthenticated', 'route_not_found', 'invalid_request', 'internal'] as const) {
      const [{ headers }] = await PROVOKE[code](fixture)
      assert.match(headers.get('content-type') ?? '', /^application\/json/)
      assert.equal(headers.get('cache-control'), 'no-store', code)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', code)
    }
  })
})

describe('the table of errors', () => {
  const documented = [
    ...readFileSync(new URL('../../../../docs/reference/errors.md', import.meta.url), 'utf8').matchAll(
      /^#+ `(\w+)`\n+(\d{3})\./gm,
    ),
  ]

  test('docs/reference/errors.md lists exactly the codes, each with its status', () => {
    assert.deepEqual(
      Object.fromEntries(documented.map(([, code, status]) => [code, Number(status)])),
      Object.fromEntries(Object.entries(ERRORS).map(([code, { status }]) => [code, status])),
    )
    assert.equal(documented.length, Object.keys(ERRORS).length)
  })

  test('every code is declared by an operation, or belongs to none', () => {
    const declared = new Set(operations.flatMap((operation) => getErrors(operation)))
    const left = Object.keys(ERRORS).filter((code) => !declared.has(code as ErrorCode))
    assert.deepEqual(left.sort(), ['malformed_request', 'request_timeout', 'route_not_found'])
  })

  test('a title is a phrase, and a remedy is a sentence', () => {
    for (const [code, { title, remedy }] of Object.entries(ERRORS)) {
      assert.match(title, /^[A-Z].*[^.]$/, code)
      assert.match(remedy, /[.]$/, code)
    }
  })

  test('the OpenAPI document declares every error of every operation', () => {
    const document = JSON.parse(readFileSync(new URL('../../../../openapi.json', import.meta.url), 'utf8'))
    for (const operation of operations) {
      const { responses } = document.paths[operation.path][operation.method.toLowerCase()]
      for (const code of getErrors(operation)) {
        const described = responses[ERRORS[code].status]?.description ?? ''
        assert.ok(described.includes(`\`${code}\``), `${operation.operationId} ${code}`)
      }
    }
  })
})
