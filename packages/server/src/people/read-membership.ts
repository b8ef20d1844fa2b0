import type { Level, Role } from '@bulkhead/contract/operation'
import { LEVELS } from '@bulkhead/contract/operation'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction, Database, Reach } from '#platform/database/roles/confine'
import { readSessionOrigin, type SessionOrigin } from './providers/session-origin.ts'
import { PASSWORDS_OFF } from './providers/sign-in-policy.ts'
import { isProvenByPasskey, LACKS_FACTOR } from './second-factor/required-factor.ts'
import { readSessionTimes, type SessionTimes } from './sessions/session-limits.ts'

/** Membership of a person in an organization. */
export interface Membership {
  readonly organization: string
  readonly role: Role
  /** Epoch of the membership. */
  readonly person_epoch: number
  /** Epoch of the organization. */
  readonly epoch: number
  /** Present for a member. */
  readonly member?: Reach
  /** Set if a provider began the session. */
  readonly origin?: SessionOrigin
  /** Set if a session was given. */
  readonly times?: SessionTimes
  /** Whether the person must set up a second factor first. False in a session that a provider or a passkey began. */
  readonly lacks_factor: boolean
  /** Whether the organization has turned passwords off. Grants that no provider let in are paused then. */
  readonly passwords_off: boolean
}

/**
 * Reads the membership of a person in the organization that the person joined first.
 *
 * @param session_id Session whose origin and times are read too. A session for another organization, or past the limits
 *   of this one, has no rights in it.
 */
export function readMembership(
  database: Database,
  person_id: string,
  session_id?: string,
): Promise<Membership | undefined> {
  return asIdentity(database, 'read only', async (tx, become) => {
    const origin = session_id === undefined ? undefined : await readSessionOrigin(tx, session_id)
    const found = await tx
      .selectFrom('identity.members as m')
      .select(['m.organization_id as organization', 'm.role', 'm.epoch as person_epoch'])
      .select([LACKS_FACTOR.as('lacks_factor'), PASSWORDS_OFF.as('passwords_off')])
      .where('m.person_id', '=', person_id)
      .orderBy('m.created_at')
      .limit(1)
      .executeTakeFirst()
    if (found === undefined || (origin !== undefined && origin.organization !== found.organization))
      return undefined
    const { organization } = found
    const times = session_id === undefined ? undefined : await readSessionTimes(tx, organization, session_id)
    if (session_id !== undefined && times === undefined) return undefined
    const lacks_factor =
      found.lacks_factor &&
      origin === undefined &&
      !(await isProvenByPasskey(tx, { organization, person: person_id, session: session_id }))
    const member = {
      ...{ ...found, lacks_factor },
      ...(origin !== undefined && { origin }),
      ...(times !== undefined && { times }),
    }
    await become({ role: 'bulkhead_authenticator', organization })
    const { epoch } = await tx
      .selectFrom('organizations')
      .select('epoch')
      .where('organization_id', '=', organization)
      .executeTakeFirstOrThrow()
    if (member.role !== 'member') return { ...member, epoch }
    await become({ role: 'bulkhead_member', organization, person: person_id })
    return { ...member, epoch, member: await readReach(tx, organization, person_id) }
  })
}

/**
 * Reads the workspaces of a member. In each, the higher one of two levels counts: the member's own and the level that
 * everybody has.
 */
async function readReach(tx: ConfinedTransaction, organization: string, person: string): Promise<Reach> {
  const rows = await tx
    .selectFrom('workspace_members')
    .select(['workspace_id', 'level'])
    .where('organization_id', '=', organization)
    .where('person_id', '=', person)
    .unionAll(
      tx
        .selectFrom('open_workspaces')
        .select(['workspace_id', 'level'])
        .where('organization_id', '=', organization),
    )
    .execute()
  const levels = new Map<string, Level>()
  for (const { workspace_id, level } of rows) {
    const other = levels.get(workspace_id)
    if (other === undefined || LEVELS.indexOf(other) < LEVELS.indexOf(level)) levels.set(workspace_id, level)
  }
  return { person, levels, workspaces: `{${[...levels.keys()].join(',')}}` }
}
