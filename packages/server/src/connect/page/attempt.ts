import { BulkheadError, type ErrorCode, invalid } from '@bulkhead/contract/errors'
import type { AuthOption } from '@bulkhead/engine'
import { sql } from 'kysely'
import { connectSessionEnded } from '#access/request/authorize'
import type { Principal, RequestContext } from '#access/request/principal'
import { getRestriction } from '#connectors/connections/connector-rows'
import { assertEntities } from '#connectors/definitions/assert-entities'
import { type Definitions, getReadyFor, type KnownDefinition } from '#connectors/definitions/load-definitions'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'
import type { Keyring } from '#platform/vault/keyring'
import { endSession } from '../end-session.ts'
import { findTarget, type TargetRow } from '../find-target.ts'
import { lockHeldSession, lockOpenSession } from '../open-session.ts'
import { type SessionRow, updateSession } from '../session-rows.ts'

interface Dependencies {
  readonly database: Database
  readonly definitions: Definitions
  readonly keyring: Keyring
}

/** Maximum number of attempts in one session. */
const MOST_ATTEMPTS = 20

interface Choice {
  readonly definition_id: string
  readonly option: string
  readonly entities?: EntityPermission[] | null | undefined
}

/** Attempt to give a credential, with the connector whose credential it replaces. */
export interface Attempt {
  readonly session: SessionRow
  readonly known: KnownDefinition
  readonly option: AuthOption
  /** Permissions for the connector. Undefined: the connector keeps its permissions. */
  readonly entities: EntityPermission[] | null | undefined
  readonly target: TargetRow | undefined
}

/**
 * Begins an attempt. It counts towards the limit, whatever its result.
 *
 * @throws BulkheadError `connect_session_ended`, `definition_not_found`, `invalid_request`, `not_granted` and those of
 *   `findTarget` and `lockOpenSession`.
 */
export async function beginAttempt(
  services: Dependencies,
  context: RequestContext,
  choice: Choice,
): Promise<Attempt> {
  const { session, offered, target } = await asPrincipal(
    services.database,
    context,
    'read write',
    async (tx) => {
      const open = await lockOpenSession(tx, context)
      if (open.attempts >= MOST_ATTEMPTS) throw connectSessionEnded()
      const offered = findOffered(services.definitions, open, choice.definition_id)
      const target = await findTarget(tx, open, offered.definition_id)
      return {
        offered,
        target,
        session: await updateSession(tx, open, { attempts: sql<number>`attempts + 1` }),
      }
    },
  )
  const known = await getReadyFor(offered, context)
  const option = known.definition.auth_options.find(({ name }) => name === choice.option)
  if (option === undefined)
    throw invalid('body.option', 'body.option is not an authentication option of this service')
  return { session, known, option, target, entities: getEntities(session, known, choice.entities) }
}

/**
 * Finds a service that a connect link offers. A service that the link does not offer gets the same error as one that
 * does not exist.
 *
 * @throws BulkheadError `definition_not_found`
 */
export function findOffered(
  definitions: Definitions,
  { definition_ids }: SessionRow,
  definition_id: string,
): KnownDefinition {
  const isOffered = definition_ids?.includes(definition_id.toLowerCase()) !== false
  const known = isOffered ? definitions.byId(definition_id) : undefined
  if (known === undefined)
    throw new BulkheadError('definition_not_found', 'This link is not for that service.')
  return known
}

/** Narrows the restriction of the session to what the end user chose. @throws BulkheadError `not_granted` */
function getEntities(
  session: SessionRow,
  { definition }: KnownDefinition,
  chosen: EntityPermission[] | null | undefined,
): EntityPermission[] | null | undefined {
  // The connector keeps its permissions.
  if (session.kind === 'reconnect') return undefined
  const restriction = session.entities
  const wanted = getRestriction(chosen)
  if (wanted === null) return restriction ?? undefined
  assertEntities(definition, wanted)
  const isWithin = ({ entity, modes }: EntityPermission) => {
    const allowed = restriction?.find((one) => one.entity === entity)
    return (
      restriction === null ||
      (allowed !== undefined && (modes ?? BOTH).every((mode) => (allowed.modes ?? BOTH).includes(mode)))
    )
  }
  if (wanted.every(isWithin)) return wanted
  throw invalid('body.entities', 'body.entities goes beyond what this link is for', 'not_granted')
}

const BOTH = ['read', 'write'] as const

/** Stores why an attempt failed. After the last attempt the session ends. */
export async function noteFailure(
  services: Dependencies,
  principal: Principal,
  error: { readonly code: ErrorCode; readonly message: string },
): Promise<void> {
  await asPrincipal(services.database, principal, 'read write', async (tx) => {
    const session = await lockHeldSession(tx, principal)
    if (session === undefined) return
    if (session.attempts >= MOST_ATTEMPTS) await endSession(tx, services, session, 'failed', error)
    else await updateSession(tx, session, { error_code: error.code, error_message: error.message })
  })
}
