import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Level, Role } from '@bulkhead/contract/operation'
import { describeClient } from '#agents/consent/describe-client'
import { type Asked, type Decision, readDecision } from '#agents/consent/read-decision'
import { getGrantLevel } from '#agents/grant-level'
import { isSameRedirect, leadsToProgram } from '#agents/redirects'
import { getKnownScopes, isReadOnlyScope } from '#agents/scopes'

const CALLBACK = 'https://agents.example/callback'
const WORKSPACE = '01a21dd5-32f2-73d5-8224-00a070e25ae4'

describe('a redirect URI', () => {
  const LOCAL = 'http://localhost:1234/callback'
  for (const [allowed, asked] of [
    [CALLBACK, CALLBACK],
    [LOCAL, 'http://localhost:61001/callback'],
    [LOCAL, 'http://localhost/callback'],
  ] as const)
    test(`${asked} is that of a client that registered ${allowed}`, () => {
      assert.equal(isSameRedirect(allowed, asked), true)
    })
  for (const [allowed, ...others] of [
    [
      CALLBACK,
      ...[`${CALLBACK}/`, `${CALLBACK}?x=1`, `${CALLBACK}#x`, `${CALLBACK}/../other`],
      'https://agents.example.evil.example/callback',
      'https://evil@agents.example/callback',
      'https://agents.example:8443/callback',
      'http://agents.example/callback',
      'javascript:alert(1)',
    ],
    [
      LOCAL,
      'http://localhost:61001/other',
      'http://localhost:99999/callback',
      'http://127.0.0.1:61001/callback',
      'https://localhost:61001/callback',
      'http://localhost.evil.example:61001/callback',
      'http://localhost:61001@evil.example/callback',
    ],
  ] as const)
    for (const asked of others)
      test(`${asked} is not that of a client that registered ${allowed}`, () => {
        assert.equal(isSameRedirect(allowed, asked), false)
      })

  for (const uri of ['http://[::1]:1234/callback', 'cursor://anysphere.cursor-mcp/oauth/callback', CALLBACK])
    test(`${uri} leads to a program`, () => assert.equal(leadsToProgram(uri), true))
  for (const uri of [
    'http://agents.example/callback',
    'http://10.0.0.1/callback',
    'http://localhost.evil.example/callback',
    'https://a:b@agents.example/callback',
    ...['https:evil.test', 'https:/evil.test', 'https:///evil.test', 'HTTPS:evil.test/callback'],
    ...['https:\\\\evil.test', 'https://agents.example\\@evil.test', 'http:localhost/callback'],
    ...['\0', '\ud800', 'ü', ' ', '#x'].map((end) => `${CALLBACK}${end}`),
    ...[
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc',
      'blob:https://agents.example/x',
      'callback',
    ],
  ])
    test(`${JSON.stringify(uri)} leads to no program`, () => assert.equal(leadsToProgram(uri), false))
})

describe('the name of a client', () => {
  for (const [clientName, shown] of [
    [undefined, 'unnamed'],
    [' Cla\u202eude\u2066 \n\t of\u200f\u2028 Anna ', 'Cla ude of Anna'],
    ['\u00ad\u200b\u2060', 'unnamed'],
    ['C\u200bl\u2060a\ufeffu\u200dd\u{e0065}e\u3164', 'Claude'],
    [`${'x'.repeat(199)}😀😀`, `${'x'.repeat(199)}😀`],
  ] as const)
    test(`${JSON.stringify(clientName)?.slice(0, 40)} is shown as ${shown.slice(0, 40)}`, () => {
      const { client } = describeClient({ clientId: 'a', clientName } as never, 'unnamed', undefined)
      assert.equal(client.name, shown)
    })
})

describe('what a person may grant', () => {
  for (const [role, level, granted] of [
    ['owner', undefined, 'manager'],
    ['admin', undefined, 'manager'],
    ['member', 'manager', 'manager'],
    ['member', 'user', 'user'],
    ['member', 'viewer', undefined],
    ['member', undefined, undefined],
  ] as const satisfies readonly (readonly [Role, Level | undefined, string | undefined])[])
    test(`${role}, ${level ?? 'no level'}: ${granted ?? 'nothing'}`, () => {
      const levels = new Map(level === undefined ? [] : [[WORKSPACE, level]])
      const member = { person: 'ada', levels, workspaces: '{}' }
      assert.equal(getGrantLevel({ role, ...(role === 'member' && { member }) }, WORKSPACE), granted)
    })

  for (const [asked, known, isReadOnly] of [
    [undefined, 'mcp', false],
    [null, 'mcp', false],
    ['', 'mcp', false],
    ['mcp', 'mcp', false],
    ['mcp:read', 'mcp:read', true],
    ['mcp:read offline_access', 'mcp:read offline_access', true],
    ['mcp mcp:read', 'mcp mcp:read', false],
    ['offline_access', 'mcp offline_access', false],
    ['openid profile', 'mcp', false],
    ['mcp:read mcp:read openid', 'mcp:read', true],
  ] as const)
    test(`the scope ${asked} is ${known}, which ${isReadOnly ? 'reads' : 'writes'}`, () => {
      assert.equal(getKnownScopes(asked), known)
      assert.equal(isReadOnlyScope(known), isReadOnly)
    })
})

describe('a decision', () => {
  const by = (kind: Asked['client']['kind'], more: Partial<Asked> = {}): Asked => ({
    client: { id: 'a', name: 'A', kind, verified: true, host: null },
    ...{ can_reach_everything: kind === 'first_party', workspace_name: null },
    ...{ is_read_only: false, needs_recent_sign_in: false },
    ...more,
  })
  const read = (asked: Asked, decision: Decision, isRecent = true) =>
    readDecision(
      { organization: 'o', person: 'p', session: 's' } as never,
      asked,
      decision,
      async () => isRecent,
    )
  const [registered, line] = [by('registered'), by('first_party')]
  const connector_ids = [WORKSPACE]
  for (const [title, asked, decision, granted] of [
    ['a workspace', registered, {}, { manages: false, narrowing: {} }],
    ['its connectors', registered, { manages: true }, { manages: true, narrowing: {} }],
    [
      'connectors, in capitals',
      registered,
      { narrowing: { connector_ids: [WORKSPACE.toUpperCase()] } },
      { manages: false, narrowing: { connector_ids } },
    ],
    [
      'what a client asks for that only reads',
      by('registered', { is_read_only: true }),
      {},
      { manages: false, narrowing: { read_only: true } },
    ],
    ['a workspace, to a command line', line, {}, { manages: true, narrowing: {} }],
    [
      'reading, to a command line',
      line,
      { narrowing: { read_only: true } },
      { manages: false, narrowing: { read_only: true } },
    ],
  ] as const)
    test(`gives ${title}`, async () => {
      const { workspace_id, manages, narrowing } = await read(asked, {
        ...(decision as Decision),
        workspace_id: WORKSPACE.toUpperCase(),
      })
      assert.deepEqual({ workspace_id, manages, narrowing }, { workspace_id: WORKSPACE, ...granted })
    })
  test('gives everything to a command line', async () => {
    const { workspace_id, manages } = await read(line, { everywhere: true })
    assert.deepEqual([workspace_id, manages], [null, true])
  })

  const at = { workspace_id: WORKSPACE }
  const unvouched = by('dynamic', { needs_recent_sign_in: true })
  const always = by('first_party', { needs_recent_sign_in: 'always' })
  const reading = { narrowing: { read_only: true } } as const
  for (const [title, asked, decision, isRecent, field] of [
    ['everything to an agent', registered, { everywhere: true }, true, 'body.everywhere'],
    ['nothing', registered, {}, true, 'body.workspace_id'],
    ['everything and a workspace', line, { ...at, everywhere: true }, true, 'body.workspace_id'],
    [
      'an action that no operation has',
      registered,
      { ...at, narrowing: { actions: ['list', 'lsit'] } },
      true,
      'body.narrowing.actions.1',
    ],
    ['all connectors, narrowed', registered, { ...at, manages: true, ...reading }, true, 'body.manages'],
    [
      'some connectors of everything',
      line,
      { everywhere: true, narrowing: { connector_ids } },
      true,
      'body.narrowing',
    ],
    ['writing after a long session', unvouched, at, false, 'recent_sign_in_required'],
    [
      'reading by a code after a long session',
      always,
      { ...at, ...reading },
      false,
      'recent_sign_in_required',
    ],
  ] as const)
    test(`does not give ${title}`, async () => {
      await assert.rejects(read(asked, decision as Decision, isRecent), (error) => {
        assert.ok(error instanceof BulkheadError)
        assert.equal(error.code === 'invalid_request' ? error.details[0]?.field : error.code, field)
        return true
      })
    })
  test('gives reading after a long session', async () => {
    assert.deepEqual((await read(unvouched, { ...at, ...reading }, false)).narrowing, { read_only: true })
  })
})
