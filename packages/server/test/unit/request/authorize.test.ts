import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ErrorCode } from '@bulkhead/contract/errors'
import type { Grant } from '@bulkhead/contract/grants'
import { LEVELS, type Level, type Needs, type OperationShape } from '@bulkhead/contract/operation'
import { type OperationId, operations } from '@bulkhead/contract/operations'
import type { AccessRule } from '@bulkhead/contract/people/access'
import type { Operation } from '@bulkhead/engine'
import {
  allows,
  assertSameRights,
  authorize,
  type CallFacts,
  getPermissions,
  isReached,
} from '#access/request/authorize'
import type { Principal } from '#access/request/principal'
import { codeOf } from '../code-of.ts'

const ORGANIZATION = '01a21031-e2ca-7078-926b-a819b875a700'
const MINE = '01a21031-e2ca-7078-926b-a819b875a701'
const OTHER = '01a21031-e2ca-7078-926b-a819b875a702'
const ORIGIN = 'https://app.example.com:8443'

type Given = Partial<Omit<Principal, 'application' | 'person' | 'session'>>

const of = (given: Given): Principal => ({
  kind: 'scoped',
  application: 'an application',
  organization: ORGANIZATION,
  client_id: 'a client',
  epochs: { organization: 1 },
  token_id: 'a token',
  ...given,
})
const person = (given: Given = {}): Principal => ({
  ...of({ kind: 'person', role: 'owner', ...given }),
  ...{ application: undefined as never, person: 'ada', session: 'a session' },
})
const narrowed = (grant: Grant) => of({ kind: 'narrowed', grant })
const link = (is_open: boolean) => of({ kind: 'connect', connect: { session_id: 'a session', is_open } })

function getOperation(id: OperationId): OperationShape {
  const found = operations.find(({ operationId }) => operationId === id)
  assert.ok(found)
  return found
}

/** Facts of a call by their name in a title: an operation of the API with `body`, or an execution of `entity action`. */
function toFacts(call: string, connector_id: string): CallFacts {
  const [entity = '', action] = call.split(' ')
  const params = { connector_id }
  if (action === undefined)
    return { operation: getOperation(call as OperationId), params, body: { create_workspace: false } }
  return { operation: getOperation('executeOperation'), params, body: { entity, action } }
}
const called = (entity: string, effect: Operation['effect']) => ({
  called: { entity, effect, action: 'list' } as Operation,
})

type Outcome = 'allowed' | ErrorCode
/** Calls in a list with commas, or facts with a name. */
type Calls = string | readonly [what: string, facts: CallFacts]

/** Tests what a caller may do. */
function decides(
  caller: string,
  principal: Principal,
  outcomes: Partial<Record<Outcome, readonly Calls[]>>,
  connector_id = MINE,
): void {
  for (const [outcome, calls] of Object.entries(outcomes)) {
    const list = calls.flatMap((one) =>
      typeof one === 'string'
        ? one.split(',').map((call) => [call, toFacts(call, connector_id)] as const)
        : [one],
    )
    for (const [what, facts] of list)
      test(`${caller}: ${what} → ${outcome}`, () => {
        assert.equal(codeOf(() => authorize(principal, facts)) ?? 'allowed', outcome)
      })
  }
}

const header = (name: 'origin' | 'x-organization-id', values: readonly (string | undefined)[]) =>
  values.map((value): Calls => [`${name} ${value}`, { headers: { [name]: value } }])
const FOREIGN_ORIGINS = [
  ...['https://app.example.com', 'http://app.example.com:8443', 'https://evil.example', 'null', `${ORIGIN}/`],
  ...[`${ORIGIN}.evil.example`, ORIGIN.toUpperCase(), `${ORIGIN}, https://evil.example`],
]
const UPPER = ORGANIZATION.toUpperCase()
const OWN_ORGANIZATION = [undefined, '', ORGANIZATION, UPPER, `${ORGANIZATION}, ${UPPER}`]
const FOREIGN_ORGANIZATION = [OTHER, 'acme', `${ORGANIZATION}, ${OTHER}`, `${OTHER},${ORGANIZATION}`]
const CONNECTOR_WRITES = 'createConnector,updateConnector,deleteConnector'

describe('authorize', () => {
  const fromElsewhere = { headers: { origin: 'https://evil.example' } }
  decides('a token of a widget', of({ allowed_origin: ORIGIN }), {
    allowed: [
      ...header('origin', [undefined, ORIGIN]),
      [
        'an operation that tells pages apart',
        { ...fromElsewhere, operation: getOperation('createWidgetSession') },
      ],
    ],
    origin_not_allowed: header('origin', FOREIGN_ORIGINS),
  })
  decides('a scoped token', of({}), {
    allowed: [
      ...header('origin', FOREIGN_ORIGINS),
      ...header('x-organization-id', OWN_ORGANIZATION),
      ['an active workspace', { workspace_status: 'active' }],
      ['a connector without limits', { ...called('things', 'write'), entities: null }],
      ['an entity without modes', { ...called('things', 'write'), entities: [{ entity: 'things' }] }],
    ],
    organization_mismatch: header('x-organization-id', FOREIGN_ORGANIZATION),
    not_permitted: ['listWorkspaces,createScopedToken,createWidgetToken,getOrganization,updateOrganization'],
    workspace_inactive: [['an inactive workspace', { workspace_status: 'inactive' }]],
    not_granted: [
      ['an entity of no rule', { ...called('secrets', 'read'), entities: [{ entity: 'things' }] }],
      ['a connector that allows none', { ...called('things', 'read'), entities: [] }],
    ],
  })
  for (const kind of ['scoped', 'application', 'key', 'person'] as const) {
    const entities = [{ entity: 'things', modes: ['read' as const] }]
    decides(`entities of the connector, kind ${kind}`, kind === 'person' ? person() : of({ kind }), {
      allowed: [['a mode that they allow', { ...called('things', 'read'), entities }]],
      not_granted: [['another mode', { ...called('things', 'write'), entities }]],
    })
  }
  decides('an application', of({ kind: 'application' }), {
    allowed: ['listWorkspaces,getOrganization', CONNECTOR_WRITES],
    not_permitted: [
      'setPersonRole,setConnectorAccess,getConnectorAccess,getScopedTokenInfo',
      'getSecondFactor,beginSecondFactor,confirmSecondFactor,removeSecondFactor,renewRecoveryCodes',
    ],
  })
  decides('a narrowed token', narrowed({}), {
    allowed: ['revokeToken,getScopedTokenInfo,listConnectors'],
    not_permitted: ['listWorkspaces,createScopedToken,createWidgetSession', CONNECTOR_WRITES],
  })
  decides('a key', of({ kind: 'key' }), {
    allowed: ['things list,things describe,listConnectors,getScopedTokenInfo'],
    not_permitted: [
      'createWorkspaceKey,listWorkspaceKeys,revokeWorkspaceKey,createConnectSession,createScopedToken',
      'initiateOAuth,listWorkspaces',
      CONNECTOR_WRITES,
    ],
  })
  decides('an owner', person(), {
    allowed: ['setPersonRole,updateSignInPolicy,createScopedToken,changePassword'],
    not_permitted: [['a token that makes a workspace', { ...toFacts('createScopedToken', ''), body: {} }]],
  })
  decides('an admin', person({ role: 'admin' }), {
    allowed: ['setPersonRole,setConnectorAccess,removePerson'],
    not_permitted: ['updateSignInPolicy'],
  })
  decides('a member', person({ role: 'member' }), {
    allowed: ['listWorkspaces,getSession'],
    not_permitted: [
      'setPersonRole,removePerson,endPersonSessions,listPeople,listWorkspaceMembers,setWorkspaceMember',
      'removeWorkspaceMember,setWorkspaceEveryone,createApplication,listAuditRecords,updateOrganization',
      'updateWorkspace,deleteWorkspace,setConnectorAccess,getConnectorAccess,removePersonSecondFactor',
    ],
  })
  decides('a person of an unknown role', person({ role: undefined as never }), {
    not_permitted: ['listWorkspaces'],
  })
  decides('a person outside the networks', person({ is_outside: true }), {
    allowed: ['signOut'],
    network_not_allowed: ['listWorkspaces,getSession,updateSignInPolicy', ['no operation', {}]],
  })
  decides('a token of a person outside the networks', of({ is_outside: true }), {
    network_not_allowed: ['things list'],
  })
  decides('a person without the required second factor', person({ lacks_factor: true }), {
    allowed: ['getSession,beginSecondFactor,signOut'],
    second_factor_missing: [
      'listPeople,listDefinitions,listAgentGrants,getAgentSignIn,getDeviceSignIn,createScopedToken',
      'removePersonSecondFactor,updateSignInPolicy',
      ['no operation', {}],
    ],
  })
  decides('a connect link', link(true), {
    allowed: ['getConnectPage,declineConnect,signIn'],
    not_permitted: ['listConnectors,createWidgetSession'],
  })
  decides('a connect link that has ended', link(false), {
    allowed: ['getConnectPage'],
    connect_session_ended: ['declineConnect,connectByCredentials'],
  })
  for (const id of [MINE, MINE.toUpperCase()])
    decides(
      `a grant of ${id}`,
      narrowed({ connector_ids: [MINE] }),
      { allowed: ['things list,getConnector'] },
      id,
    )
  for (const id of [OTHER, 'no-id-at-all', ''])
    decides(
      `a grant of a connector that is not '${id}'`,
      narrowed({ connector_ids: [MINE] }),
      {
        allowed: ['listConnectors', ['no parameters yet', { operation: getOperation('getConnector') }]],
        not_granted: ['things list,getConnector'],
      },
      id,
    )
  decides('a grant of an entity', narrowed({ entities: ['things'] }), {
    allowed: [
      'things list,things describe, describe',
      ['a check', { use: { entity: 'things', action: 'list' } }],
    ],
    not_granted: [
      'secrets list,secrets describe,Things list',
      ['a check of another', { use: { entity: 'secrets', action: 'list' } }],
    ],
  })
  decides('a grant of an action', narrowed({ actions: ['get'] }), {
    allowed: ['things get,things describe'],
    not_granted: ['things list'],
  })
  decides('a grant that reads', narrowed({ read_only: true }), {
    allowed: ['things list', ['an operation that reads', called('things', 'read')]],
    not_granted: [
      'things create',
      ['an operation that writes, named as one that reads', called('things', 'write')],
    ],
  })
  decides('a command line', person({ grant_id: 'a grant' }), {
    allowed: ['updateConnector,listPeople,createApplication'],
    not_permitted: ['getSession,listSessions,changePassword,getDeviceSignIn'],
  })
  decides('a command line that reads', person({ grant_id: 'a grant', grant: { read_only: true } }), {
    allowed: ['listWorkspaces,things list,createScopedToken,revokeToken'],
    not_granted: ['things create,createApplication,createInvitations,updateConnector,deleteConnector'],
  })

  test('of all operations that are no GET, a command line that reads reaches four', () => {
    const reader = person({ grant_id: 'a grant', grant: { read_only: true } })
    const reached = operations.filter(({ operationId, method, personSends }) => {
      const body = { entity: 'issues', action: 'list', ...personSends }
      const facts = { operation: getOperation(operationId), params: {}, body }
      return method !== 'GET' && codeOf(() => authorize(reader, facts)) === undefined
    })
    const four = ['createScopedToken', 'executeOperation', 'executeSampleOperation', 'revokeToken']
    assert.deepEqual(reached.map(({ operationId }) => operationId).toSorted(), four)
  })
})

describe('levels of members', () => {
  const WORKSPACE = 'a workspace'
  const reach = (level: Level | undefined, needs?: Level) => {
    const levels = new Map(level === undefined ? [] : [[WORKSPACE, level]])
    return { member: { person: 'ada', levels, workspaces: '{}', ...(needs && { needs }) } }
  }
  for (const [id, least] of [
    ['getConnector', 'viewer'],
    ['executeOperation', 'user'],
    ['createConnector', 'user'],
    ['createScopedToken', 'user'],
    ['updateConnector', 'manager'],
    ['revokeWorkspaceTokens', 'manager'],
    ['createWorkspaceKey', 'manager'],
    ['deleteConnector', 'manager'],
  ] as const satisfies readonly (readonly [OperationId, Needs])[])
    for (const level of LEVELS)
      test(`${id} takes a ${least}: a ${level}`, () => {
        const needs = getOperation(id).needs as Level
        const isEnough = LEVELS.indexOf(level) >= LEVELS.indexOf(least)
        const decide = () => isReached(reach(level, needs), WORKSPACE)
        if (isEnough) assert.equal(decide(), true)
        else assert.equal(codeOf(decide), 'not_permitted')
      })

  test('a workspace of which the person is no member is not found', () => {
    assert.equal(isReached(reach(undefined, 'viewer'), WORKSPACE), false)
    assert.equal(isReached(reach('manager'), 'another workspace'), false)
  })
  test('one use may take more than its operation', () => {
    assert.equal(
      codeOf(() => isReached(reach('user', 'user'), WORKSPACE, 'manager')),
      'not_permitted',
    )
    assert.equal(isReached(reach('manager', 'user'), WORKSPACE, 'manager'), true)
  })
  test('whoever is no member reaches every workspace of the scope', () => {
    assert.equal(isReached({}, WORKSPACE), true)
  })
})

describe('rights that change while a request runs', () => {
  const levels = (...entries: [string, Level][]) => ({
    role: 'member' as const,
    member: { person: 'ada', levels: new Map(entries), workspaces: '{}' },
  })
  for (const [title, before, now, code] of [
    ['nothing', person(), person()],
    ['a lower role', person(), person({ role: 'admin' }), 'not_permitted'],
    ['a higher role', person({ role: 'member' }), person({ role: 'admin' }), 'not_permitted'],
    ['a new epoch', person(), person({ epochs: { organization: 1, person: 2 } }), 'not_permitted'],
    ['a second factor that is now required', person(), person({ lacks_factor: true }), 'not_permitted'],
    ['one that was lacking before', person({ lacks_factor: true }), person({ lacks_factor: true })],
    ['another network', person(), person({ is_outside: true }), 'network_not_allowed'],
    ['a lower level', person(levels(['a', 'manager'])), person(levels(['a', 'user'])), 'not_permitted'],
    [
      'a workspace that is lost',
      person(levels(['a', 'user'])),
      person(levels(['b', 'user'])),
      'not_permitted',
    ],
    ['a higher level', person(levels(['a', 'user'])), person(levels(['a', 'manager']))],
    ['another workspace', person(levels(['a', 'user'])), person(levels(['a', 'user'], ['b', 'viewer']))],
    ['a link that ended', link(true), link(false), 'connect_session_ended'],
    ['a link that had ended', link(false), link(false)],
  ] as const satisfies readonly (readonly [string, Principal, Principal, string?])[])
    test(`${title} → ${code ?? 'goes through'}`, () => {
      assert.equal(
        codeOf(() => assertSameRights(before, now)),
        code,
      )
    })
})

describe('access rules of a connector', () => {
  const entities = new Map([
    ['ships', new Map()],
    ['photos', new Map()],
  ])
  const EVERY = ['ships read', 'ships write', 'photos read', 'photos write']
  const ships = (allow: 'read' | 'write', people: AccessRule['people'] = 'everyone') =>
    ({ entity: 'ships', allow, people }) as const
  const all = (allow: 'read' | 'write', people: AccessRule['people'] = 'everyone') =>
    ({ entity: '*', allow, people }) as const
  type Entities = Parameters<typeof getPermissions>[2]['entities']
  for (const [title, access, allowed, limit = null, by = 'ada'] of [
    ['no rules', null, EVERY],
    ['an empty list', [], []],
    ['reading of one entity', [ships('read')], ['ships read']],
    ['writing, which includes reading', [ships('write')], ['ships read', 'ships write']],
    ['reading of all', [all('read')], ['ships read', 'photos read']],
    ['one for the person', [all('write', ['ada'])], EVERY],
    ['one for another person', [all('write', ['bob'])], []],
    ['two, of which one is for another', [ships('read'), all('write', ['bob'])], ['ships read']],
    [
      'two for the person',
      [ships('write'), all('read', ['ada'])],
      ['ships read', 'ships write', 'photos read'],
    ],
    ['an application', [], EVERY, null, null],
    [
      'an application and the limit of the connector',
      [],
      ['ships read'],
      [{ entity: 'ships', modes: ['read'] }],
      null,
    ],
    [
      'more than the connector allows',
      [all('write')],
      ['ships read'],
      [{ entity: 'ships', modes: ['read'] }],
    ],
    ['less than the connector allows', [ships('read')], ['ships read'], [{ entity: 'ships' }]],
    ['no rules and a limit', null, ['ships read', 'ships write'], [{ entity: 'ships' }]],
  ] as const satisfies readonly (readonly [
    string,
    readonly AccessRule[] | null,
    readonly string[],
    Entities?,
    (string | null)?,
  ])[])
    test(title, () => {
      const given = getPermissions(
        by === null ? {} : { person: by },
        { entities },
        { entities: limit, access },
      )
      const found = EVERY.filter((one) => {
        const [entity = '', mode] = one.split(' ')
        return allows({ entities: given }, called(entity, mode as Operation['effect']).called)
      })
      assert.deepEqual(found, allowed)
    })
})
