import { type Definition, type EgressPolicy, type Operation, resolveTarget } from '@bulkhead/engine'
import { createRedactor, type Redactor } from '@bulkhead/engine/read'
import { authorize, getPermissions } from '#access/request/authorize'
import { getActorId } from '#access/request/principal'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { rightsBehind } from '#access/tokens/revocation/rights-behind'
import type { ConnectionCache } from '#connectors/connections/connection-cache'
import type { SealedConnector } from '#connectors/connections/load-connection'
import { decryptConnection, type OpenContext, openContext } from '#connectors/connections/open-connection'
import { contextOfSecrets } from '#connectors/connections/split-credentials'
import { type Definitions, getReady, type KnownDefinition } from '#connectors/definitions/load-definitions'
import { authorizableOption } from '#connectors/oauth/authorizable-option'
import { prepareWithSecret } from '#connectors/oauth/oauth-secret'
import type { TokenRefresher } from '#connectors/oauth/token-refresher'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'
import type { Keyring } from '#platform/vault/keyring'
import { getActiveWorkspace } from '#tenancy/workspaces/find-workspace'
import type { Call, GivenCredentials, Source } from './call.ts'
import { getReach } from './reach.ts'

/** Services that open the connector of a call. */
export interface OpeningServices {
  readonly database: Database
  readonly keyring: Keyring
  readonly egressPolicy: EgressPolicy
  readonly definitions: Definitions
  readonly connections: ConnectionCache
  readonly tokenRefresher: TokenRefresher
  readonly revocations: Pick<RevocationFeed, 'mark' | 'mayHaveEnded'>
}

/** Connector of a call, as it is now. */
export interface Loaded {
  readonly definition: Definition
  readonly workspace_status: 'active' | 'inactive'
  /** Entities that the connector allows the caller. Null allows everything. */
  readonly entities: readonly EntityPermission[] | null
  /** Operation that the caller asks for. Undefined if the document does not have it. */
  readonly called: Operation | undefined
  /** Connector as stored, with renewable tokens. */
  readonly connection?: SealedConnector
  readonly given?: GivenCredentials
}

/** Connector of a call with decrypted credentials. Keep it for one attempt only. */
export interface Opened extends Loaded {
  readonly context: OpenContext & { readonly now: number }
  readonly redactor: Redactor
}

/**
 * Takes the steps that come before planning: load, authorize, acquire tokens, decrypt. Each attempt repeats them, so
 * that current rights and credentials apply.
 *
 * @throws BulkheadError The error that a new call would get.
 */
export async function openCall(services: OpeningServices, call: Call): Promise<Opened> {
  return openLoaded(services, call, await loadCall(services, call))
}

/**
 * Takes the steps load and authorize. The grant of the caller already permits the call. If the call waited, its caller
 * is authenticated again first.
 */
export async function loadCall(services: OpeningServices, call: Call): Promise<Loaded> {
  const { context, source } = call
  const isFirst = call.attempts === 0
  call.rightsMark = (isFirst ? context.admitted : undefined) ?? services.revocations.mark()
  if (!isFirst) await context.authenticateAgain()
  call.attempts += 1
  const loaded =
    source.kind === 'request'
      ? await loadRequest(services, call, source)
      : await loadConnector(services, call, source)
  authorize(context, loaded)
  return loaded
}

/**
 * Returns whether the rights that {@link openCall} found still count for certain, without waiting. If not, the call must
 * be opened again before it is sent.
 */
export function areRightsCurrent({ revocations }: Pick<OpeningServices, 'revocations'>, call: Call): boolean {
  const { context, rightsMark } = call
  return !revocations.mayHaveEnded(rightsMark, context.organization, () => getSubjects(call))
}

/** Returns the ids on which the rights of a call depend. */
function getSubjects({ context, owner, observed }: Call): string[] {
  const { organization, workspace, connect } = context
  const rights = rightsBehind(context).map(({ subject_id }) => subject_id)
  const place = [workspace, owner.workspace, observed.connector_id, connect?.session_id]
  return [organization, getActorId(context), ...rights, ...place.filter((id) => typeof id === 'string')]
}

/** Takes the steps acquire and decrypt. */
export async function openLoaded(services: OpeningServices, call: Call, loaded: Loaded): Promise<Opened> {
  const usable = acquireTokens(services, call, loaded)
  return decrypt(call, usable instanceof Promise ? await usable : usable)
}

type OfKind<Kind extends Source['kind']> = Extract<Source, { kind: Kind }>

async function loadConnector(
  services: OpeningServices,
  call: Call,
  source: OfKind<'connector'>,
  given?: SealedConnector,
): Promise<Loaded> {
  const stored = given ?? (await services.connections.load(call.context, source.connector_id))
  const known = getReady(services.definitions.ofConnector(stored.definition_id))
  if (!(known instanceof Promise)) return ofConnection(known, call, source, stored)
  // The wait can take long, and the caller or the connector may have been revoked meanwhile.
  const ready = await known
  await call.context.authenticateAgain()
  return ofConnection(ready, call, source, await services.connections.load(call.context, source.connector_id))
}

function ofConnection(
  { definition }: KnownDefinition,
  call: Call,
  { changed, given }: OfKind<'connector'>,
  stored: SealedConnector,
): Loaded {
  // Without changes the same object is kept, because caches are keyed by it.
  const connection = changed === undefined ? stored : { ...stored, ...changed }
  const { workspace_status } = connection
  const entities = getPermissions(call.context, definition, connection)
  const { observed, ask } = call
  call.owner.workspace = connection.workspace_id
  observed.workspace_id = connection.workspace_id
  observed.connector_id = connection.connector_id
  observed.definition_id = connection.definition_id
  noteService(call, definition)
  if (ask.action === 'describe') {
    observed.action = ask.action
    observed.entity = definition.entities.has(ask.entity) ? ask.entity : null
  }
  const called = getCalled(call, definition)
  return { definition, workspace_status, entities, called, connection, ...(given && { given }) }
}

async function loadRequest(
  services: OpeningServices,
  call: Call,
  { definition, entities, workspace, credentials }: OfKind<'request'>,
): Promise<Loaded> {
  const { context, observed } = call
  const isHeld = 'server_side_oauth_secret_id' in credentials
  const openHeld = isHeld && (await prepareWithSecret(services, context, definition, credentials, 'read'))
  return asPrincipal(services.database, context, 'read only', async (tx) => {
    // This comes before the lookup of the handle.
    const found = await getActiveWorkspace(tx, context, workspace)
    const held = openHeld && (await openHeld(tx, found.workspace_id))
    const given = held
      ? { ...held, option: authorizableOption(definition), stored: held.credentials.api.secrets }
      : (credentials as GivenCredentials)
    call.owner.workspace = found.workspace_id
    observed.workspace_id = found.workspace_id
    observed.definition_id = definition.definition_id
    noteService(call, definition)
    const called = getCalled(call, definition)
    return { definition, workspace_status: found.status, entities, called, given }
  })
}

function noteService({ context: { notes } }: Call, { slug }: Definition): void {
  if (notes !== undefined) notes.service = slug
}

/**
 * Finds the operation that the caller asks for. Entity and action are the caller's strings, so they are recorded only
 * once they are found.
 */
function getCalled(call: Call, { entities }: Definition): Operation | undefined {
  const { entity, action } = call.ask
  const called = entities.get(entity)?.get(action as Operation['action'])
  if (called === undefined) return undefined
  call.effect = called.effect
  call.observed.entity = called.entity
  call.observed.action = called.action
  return called
}

/**
 * Renews the tokens of a stored connector if they have expired. That is a wait, so rights are checked again afterwards.
 */
function acquireTokens(services: OpeningServices, call: Call, loaded: Loaded): Loaded | Promise<Loaded> {
  const { context, source, deadline } = call
  const { connection, given } = loaded
  if (connection === undefined || given !== undefined || source.kind !== 'connector') return loaded
  // Most credentials cannot be renewed. The service accepts or rejects them.
  if (connection.generation === null) return loaded
  const usable = services.tokenRefresher.usable(context, connection, deadline - performance.now())
  return usable instanceof Promise ? usable.then(confirmed, refused) : loaded

  async function confirmed(renewed: SealedConnector): Promise<Loaded> {
    await context.authenticateAgain()
    const current = await loadConnector(services, call, source as OfKind<'connector'>, renewed)
    authorize(context, current)
    return current
  }

  /** If the caller has ended too, that comes first. */
  async function refused(reason: unknown): Promise<never> {
    await context.authenticateAgain()
    throw reason
  }
}

/** Opens the credentials for this attempt. Errors are those of an operation: they name what cannot be used. */
function decrypt(call: Call, loaded: Loaded): Opened {
  const { definition, connection, given, entities } = loaded
  const opened =
    given === undefined
      ? decryptConnection(definition, connection as SealedConnector)
      : openGiven(definition, given)
  const { grant } = call.context
  call.connection = given === undefined ? connection : undefined
  const isWhole = call.connection === undefined || (grant === undefined && entities === null)
  const reach = isWhole ? undefined : getReach(call.connection as SealedConnector, { grant, entities })
  const redactor = createRedactor(opened.secrets, opened.sketch)
  call.redact = redactor.text
  return { ...loaded, redactor, context: { ...opened, now: Date.now(), reach } }
}

function openGiven(definition: Definition, { option, stored, ...place }: GivenCredentials): OpenContext {
  const { credentials } = contextOfSecrets(option, stored)
  return openContext({
    definition,
    target: resolveTarget(definition, place, { option, credentials }),
    option,
    stored,
  })
}
