import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { type Grant, permits } from '@bulkhead/contract/grants'
import {
  type Caller,
  getNeeds,
  isOwnAccount,
  LEVELS,
  type Level,
  type Needs,
  type OperationShape,
  ROLES,
} from '@bulkhead/contract/operation'
import type { AccessRule } from '@bulkhead/contract/people/access'
import { REFERENCE } from '@bulkhead/contract/values/shapes'
import type { Definition, Operation } from '@bulkhead/engine'
import type { TenantScope } from '#platform/database/roles/confine'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'
import type { Principal } from './principal.ts'

/** Use of a service. */
interface Use {
  readonly entity: string
  readonly action: string
}

/** Facts that decide whether a call is allowed. A fact that is absent is not known yet. */
export interface CallFacts {
  /** Headers of the request that restrict it. A repeated header is one string (RFC 9110 §5.3). */
  readonly headers?: {
    readonly origin?: string | undefined
    readonly 'x-organization-id'?: string | readonly string[] | undefined
  }
  /** Operation of the API that is called. */
  readonly operation?: OperationShape
  /** Parameters of its path. */
  readonly params?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Entity and action that a check will run, where they are not in the body. */
  readonly use?: Use
  readonly workspace_status?: 'active' | 'inactive'
  /** Entities that the connector allows the caller, by {@link getPermissions}. Null allows everything. */
  readonly entities?: readonly EntityPermission[] | null
  /** Operation of the connector's document that the caller wants to run. */
  readonly called?: Operation | undefined
}

/**
 * Decides whether a call is allowed, as far as its facts are known. Checks the page that the request is from, the kind
 * of caller, the network, a required second factor, the grant of the token, the status of the workspace and the
 * permissions of the connector. Rejects a write by a read-only caller. The server calls this three times: once the
 * caller is known, once the input is known, and with the connector before each request that is sent.
 *
 * @throws BulkheadError `origin_not_allowed`, `organization_mismatch`, `not_permitted`, `network_not_allowed`,
 *   `second_factor_missing`, `not_granted`, `workspace_inactive`, `connect_session_ended`
 */
export function authorize(principal: Principal, facts: CallFacts): void {
  const { headers, operation, params, use, workspace_status, entities = null, called } = facts
  if (headers !== undefined) {
    // A page of this server is recognized by more than its origin.
    if (operation?.sameOrigin !== true) assertOrigin(principal, headers.origin)
    assertOrganization(principal, headers['x-organization-id'])
  }
  if (operation !== undefined) {
    assertCaller(operation, principal)
    assertSignInReaches(operation, principal)
  }
  assertInNetworks(principal, operation)
  assertHasFactor(principal, operation)
  if (operation !== undefined) {
    assertRole(getNeeds(operation), principal)
    assertSessionOpen(operation, principal)
    if (params !== undefined) {
      assertPathGranted(operation, principal, params)
      assertPersonSends(operation, principal, facts.body)
      if (operation.executes === true) assertUseGranted(principal, facts.body as Use)
      assertReads(operation, principal)
    }
  }
  if (use !== undefined) assertUseGranted(principal, use)
  if (workspace_status !== undefined) assertActive({ status: workspace_status })
  if (called !== undefined) {
    assertConnectorAllows(entities, called)
    assertMayWrite(principal, called)
  }
}

/** Returns whether an operation of the API accepts a kind of caller. */
export function takesCaller({ callers }: OperationShape, principal: Principal): boolean {
  return callers === 'anyone' || callers.includes(principal.kind)
}

/**
 * Returns whether a caller reaches a workspace that was found, with the level that the operation needs. If not, the
 * response must be the one for an unknown workspace.
 *
 * @param needs Level that this use needs. Default: the level that the operation needs.
 * @throws BulkheadError `not_permitted` if a member reaches the workspace with a lower level.
 */
export function isReached(
  { member }: Pick<TenantScope, 'member'>,
  workspace_id: string,
  needs?: Level,
): boolean {
  if (member === undefined) return true
  const level = member.levels.get(workspace_id)
  if (level === undefined) return false
  const least = needs ?? member.needs ?? 'viewer'
  if (LEVELS.indexOf(level) >= LEVELS.indexOf(least)) return true
  throw new BulkheadError(
    'not_permitted',
    `This requires the level ${least} in the workspace; yours is ${level}. Ask an admin of the organization.`,
  )
}

/**
 * Rejects a request whose person has lost rights since it began, or whose connect link has ended.
 *
 * @throws BulkheadError `not_permitted`, `network_not_allowed`, `connect_session_ended`
 */
export function assertSameRights(before: Principal, now: Principal): void {
  if (before.connect?.is_open === true && now.connect?.is_open === false) throw connectSessionEnded()
  if (now.is_outside === true && before.is_outside === undefined) throw networkNotAllowed()
  const isSame =
    before.role === now.role &&
    (now.lacks_factor === undefined || before.lacks_factor === true) &&
    before.epochs.person === now.epochs.person &&
    [...(before.member?.levels ?? [])].every(([workspace, level]) => {
      const current = now.member?.levels.get(workspace)
      return current !== undefined && LEVELS.indexOf(current) >= LEVELS.indexOf(level)
    })
  if (isSame) return
  throw new BulkheadError('not_permitted', 'Your rights were changed in the meantime. Try again.')
}

/** Limits of a call: the grant of its token, and the permissions of its connector. */
export interface Narrowing {
  readonly grant?: Grant | undefined
  readonly entities: readonly EntityPermission[] | null
}

/**
 * Returns the entities that a connector allows a caller. If the caller is a person, or a token that a person minted,
 * these are the ones that the access rules of the connector give that person.
 *
 * @param definition Definition of the connector.
 */
export function getPermissions(
  { person }: Pick<Principal, 'person'>,
  definition: Pick<Definition, 'entities'>,
  {
    entities,
    access,
  }: {
    readonly entities: readonly EntityPermission[] | null
    readonly access: readonly AccessRule[] | null
  },
): readonly EntityPermission[] | null {
  if (access === null || person === undefined) return entities
  const given = access.filter(({ people }) => people === 'everyone' || people.includes(person))
  // A connector may have hundreds of rules and entities, and each execute runs this code.
  const writable = new Set(given.filter(({ allow }) => allow === 'write').map(({ entity }) => entity))
  const allowed = { read: new Set(given.map(({ entity }) => entity)), write: writable }
  return [...definition.entities.keys()].flatMap((entity) => {
    const modes = MODES.filter(
      (mode) => (allowed[mode].has(entity) || allowed[mode].has('*')) && hasMode(entities, entity, mode),
    )
    return modes.length === 0 ? [] : [{ entity, modes }]
  })
}

const MODES = ['read', 'write'] as const
type Mode = (typeof MODES)[number]

/** Returns whether a narrowed call may run an operation of the connector's document. */
export function allows({ grant, entities }: Narrowing, operation: Operation): boolean {
  return mayWrite(grant, operation) && connectorAllows(entities, operation) && permits(grant, operation)
}

/** @throws BulkheadError `workspace_inactive` */
export function assertActive({ status }: { readonly status: 'active' | 'inactive' }): void {
  if (status === 'active') return
  throw new BulkheadError('workspace_inactive', 'The workspace is inactive. Activate it to use it again.')
}

/**
 * Rejects a request from a page whose origin is not the one of the widget token. A request without `Origin` does not
 * come from a page, and its sender could write any origin. So this check keeps other sites from using the token, but
 * not a program that has it.
 */
function assertOrigin({ allowed_origin }: Principal, origin: string | undefined): void {
  if (allowed_origin === undefined || origin === undefined || origin === allowed_origin) return
  throw new BulkheadError('origin_not_allowed', 'The token is for pages of another origin.')
}

/** Rejects an `X-Organization-Id` of another organization, whether or not that organization exists. */
function assertOrganization(
  { organization }: Principal,
  header: string | readonly string[] | undefined,
): void {
  if (header === undefined) return
  const given = [header].flat().flatMap((text) => text.split(','))
  if (given.every((one) => [organization, ''].includes(one.trim().toLowerCase()))) return
  throw new BulkheadError('organization_mismatch', 'X-Organization-Id is not the organization of the token.')
}

const KINDS: Record<Caller, string> = {
  application: 'an application token',
  scoped: 'a scoped token',
  narrowed: 'a narrowed scoped token',
  person: 'a person who is signed in',
  connect: 'the token of a connect link',
  key: 'a key of a workspace',
}

function assertCaller(operation: OperationShape, principal: Principal): void {
  const { callers } = operation
  if (callers === 'anyone' || takesCaller(operation, principal)) return
  const accepted = callers.map((kind) => KINDS[kind]).join(' or ')
  throw new BulkheadError(
    'not_permitted',
    `This operation requires ${accepted}, not ${KINDS[principal.kind]}.`,
  )
}

/** Rejects operations about sessions, passwords and consent for the command line: a person does these in a browser. */
function assertSignInReaches({ path }: OperationShape, { kind, grant_id }: Principal): void {
  if (kind !== 'person' || grant_id === undefined || path.startsWith('/api/')) return
  throw new BulkheadError('not_permitted', 'This requires a person who is signed in in a browser.')
}

/** Rejects every request of a person from outside the networks that the organization allows, except signing out. */
function assertInNetworks({ is_outside }: Principal, operation: OperationShape | undefined): void {
  if (is_outside === undefined || operation?.operationId === 'signOut') return
  throw networkNotAllowed()
}

/** Returns the error for a person outside the networks that the organization allows. */
export function networkNotAllowed(): BulkheadError {
  return new BulkheadError(
    'network_not_allowed',
    'Your organization allows people to work only from its own networks. Connect to one of them, for example by VPN, and try again.',
  )
}

/** Rejects operations other than those of a person's own account, if the person must first set up a second factor. */
function assertHasFactor({ lacks_factor }: Principal, operation: OperationShape | undefined): void {
  if (lacks_factor === undefined || (operation !== undefined && isOwnAccount(operation))) return
  throw new BulkheadError(
    'second_factor_missing',
    'Your organization requires a second factor. Set one up in the web app: it leads you there.',
  )
}

/**
 * Operations for which the grant of a command line that may only read is checked elsewhere: tokens that it mints are
 * read-only too, and it revokes no token but itself.
 */
const CHECKED_ELSEWHERE: ReadonlySet<string> = new Set(['createScopedToken', 'revokeToken'])

/** Rejects operations that can write, for a command line that its person allowed only to read. */
function assertReads({ method, executes, operationId }: OperationShape, { kind, grant }: Principal): void {
  if (kind !== 'person' || grant?.read_only !== true || method === 'GET') return
  // The grant limits the operation of the document that is run.
  if (executes === true || CHECKED_ELSEWHERE.has(operationId)) return
  throw new BulkheadError('not_granted', 'This sign-in may only read. Log in again without --read-only.')
}

/** Rejects a person whose role is too low. The levels of members are checked where the workspace is found. */
function assertRole(needs: Needs, { kind, role }: Principal): void {
  if (kind !== 'person') return
  // A session states the role of its person. Without a session the role is unknown.
  if (role === undefined) throw new BulkheadError('not_permitted', "The person's role is not known.")
  if (!isRole(needs) || ROLES.indexOf(role) <= ROLES.indexOf(needs)) return
  const who = needs === 'owner' ? 'an owner' : 'an owner or an admin'
  throw new BulkheadError('not_permitted', `This requires ${who} of the organization; your role is ${role}.`)
}

function isRole(needs: Needs): needs is 'owner' | 'admin' {
  return needs === 'owner' || needs === 'admin'
}

/** Rejects the holder of a connect link whose session has ended. Reading the result remains allowed. */
function assertSessionOpen({ method }: OperationShape, { connect }: Principal): void {
  if (connect !== undefined && !connect.is_open && method !== 'GET') throw connectSessionEnded()
}

/** Returns the error for a connect token that is unknown or has ended. Both cases have the same error. */
export function connectSessionEnded(): BulkheadError {
  return new BulkheadError(
    'connect_session_ended',
    'This link has been used, has expired or was withdrawn. Ask the person who sent it for a new one.',
  )
}

/** Rejects a connector id in the path that the grant does not name, whether or not the connector exists. */
function assertPathGranted(
  { params: schema }: OperationShape,
  { grant }: Principal,
  params: Readonly<Record<string, string>>,
): void {
  if (grant === undefined) return
  for (const [name, property] of Object.entries(schema?.properties ?? {})) {
    if ((property as { [REFERENCE]?: string })[REFERENCE] !== 'connector') continue
    if (!permits(grant, { connector_id: params[name] ?? '' })) {
      throw new BulkheadError('not_granted', 'The token is not granted this connector.')
    }
  }
}

function assertPersonSends({ personSends }: OperationShape, principal: Principal, body: unknown): void {
  if (personSends === undefined || principal.kind !== 'person') return
  for (const [name, value] of Object.entries(personSends)) {
    if ((body as Record<string, unknown> | undefined)?.[name] === value) continue
    throw new BulkheadError('not_permitted', `A person must send ${name}: ${JSON.stringify(value)}.`)
  }
}

/** Rejects an entity or action that is outside the grant, whether or not it exists. */
function assertUseGranted({ grant }: Principal, use: Use): void {
  if (permits(grant, use)) return
  const field = permits(grant, { entity: use.entity }) ? 'body.action' : 'body.entity'
  throw new BulkheadError('not_granted', 'The token is not granted this entity and action.', {
    details: [{ field, message: `${field} is outside the token's grant` }],
  })
}

function connectorAllows(
  entities: readonly EntityPermission[] | null,
  { entity, effect }: Operation,
): boolean {
  return hasMode(entities, entity, effect)
}

/** Returns whether a connector's `entities` allow a mode of an entity. One without modes allows both. */
function hasMode(entities: readonly EntityPermission[] | null, name: string, mode: Mode): boolean {
  if (entities === null) return true
  return entities.some(({ entity, modes }) => entity === name && (modes ?? [mode]).includes(mode))
}

function assertConnectorAllows(entities: readonly EntityPermission[] | null, operation: Operation): void {
  if (connectorAllows(entities, operation)) return
  const message = `The connector does not allow ${operation.effect} operations on ${operation.entity}.`
  throw invalid('body.entity', message, 'not_granted')
}

function mayWrite(grant: Grant | undefined, { effect }: Operation): boolean {
  return effect === 'read' || grant?.read_only !== true
}

/** Rejects an operation whose name says that it reads if its document says that it writes. */
function assertMayWrite({ grant }: Principal, operation: Operation): void {
  if (mayWrite(grant, operation)) return
  throw new BulkheadError('not_granted', 'The token may only read, but this operation changes something.', {
    details: [{ field: 'body.action', message: "body.action is outside the token's grant" }],
  })
}
