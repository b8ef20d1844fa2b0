import type { Grant } from '@bulkhead/contract/grants'
import { sql } from 'kysely'
import { COMMAND_LINE, SCOPED_TOKEN_SECONDS } from '#access/tokens/claims'
import { issueToken } from '#access/tokens/issue-token'
import { readEpochs } from '#access/tokens/read-epochs'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import type { SigningKeys } from '#access/tokens/signing-keys'
import { readMembership } from '#people/read-membership'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { endGrant, recordEndedGrant } from './end-grant.ts'
import { getSecondsLeft, readGrantLapse } from './grant-lapse.ts'
import { getGrantLevel } from './grant-level.ts'

interface Dependencies {
  readonly database: Database
  readonly revocations: RevocationFeed
  readonly signingKeys: SigningKeys
  readonly issuer: string
  readonly audience: string
  readonly mcpResource: string
}

/** An access token of a grant. */
export interface GrantToken {
  readonly access_token: string
  /** Seconds. */
  readonly expires_in: number
}

/**
 * Signs an access token with the rights that both the grant and its person have. Each change that takes rights from the
 * person raises an epoch that the token carries, so the token never has more rights than the person. It expires with
 * the grant at the latest.
 *
 * @param resource The only resource that accepts the token.
 * @param asserted Narrowing and maximum seconds of one token, for a grant that a provider approved.
 * @returns Undefined if there is no such grant, if it is paused, or if its person may no longer grant it. In the last
 *   case the grant is ended.
 */
export async function issueGrantToken(
  services: Dependencies,
  grant_id: string,
  resource: string,
  asserted?: { readonly narrowing: Grant; readonly seconds: number },
): Promise<GrantToken | undefined> {
  const { database, signingKeys, issuer } = services
  const used = await useGrant(database, grant_id)
  if (used === undefined) return undefined
  // The row has the narrowing of the latest assertion, so the one of this assertion is used.
  const grant =
    asserted === undefined
      ? used
      : { ...used, narrowing: asserted.narrowing, seconds: Math.min(used.seconds, asserted.seconds) }
  const { organization_id: organization, workspace_id, person_id } = grant
  if (grant.seconds <= 0) return undefined
  const membership = await readMembership(database, person_id)
  const level = membership && (workspace_id === null ? 'user' : getGrantLevel(membership, workspace_id))
  const current = await readEpochs(database, {
    organization,
    ...(workspace_id !== null && { workspace: workspace_id }),
  })
  const hasEnded = current === undefined || (workspace_id !== null && current.workspace === undefined)
  if (membership?.organization !== organization || level === undefined || hasEnded) {
    await endGrant(services, { organization, grant_id }, recordEndedGrant)
    return undefined
  }
  if (grant.identity_id === null && (membership.lacks_factor || membership.passwords_off)) return undefined
  const narrowing = getNarrowing(grant, level)
  const expires_in = Math.max(1, Math.floor(Math.min(SCOPED_TOKEN_SECONDS, grant.seconds)))
  // For one workspace, the command line is treated as an agent too, like the holder of a scoped token.
  const isForAll = grant.client_id === COMMAND_LINE && workspace_id !== null
  const access_token = issueToken(
    signingKeys,
    { issuer, audience: isForAll ? [services.audience, services.mcpResource] : [resource] },
    {
      sub: person_id,
      // The token ends like the tokens of a session, by this id.
      session_id: grant_id,
      grant_id,
      client_id: grant.client_id,
      client_name: grant.client_name,
      organization_id: organization,
      ...(workspace_id !== null && { workspace_id }),
      epochs: {
        organization: membership.epoch,
        person: membership.person_epoch,
        ...(current.workspace !== undefined && { workspace: current.workspace }),
      },
      ...(narrowing !== undefined && { grant: narrowing }),
    },
    expires_in,
  )
  return { access_token, expires_in }
}

/**
 * Returns the narrowing of a token. Undefined, which gives the rights of a manager, only if the grant includes them.
 * Other tokens only execute and change nothing of the workspace. For a grant to everything, rights are checked at each
 * request, so only the narrowing that the person chose applies.
 */
function getNarrowing(
  { narrowing, manages, workspace_id }: Pick<UsedGrant, 'narrowing' | 'manages' | 'workspace_id'>,
  level: 'user' | 'manager',
): Grant | undefined {
  if (workspace_id === null) return narrowing.read_only === true ? { read_only: true } : undefined
  return manages && level === 'manager' && Object.keys(narrowing).length === 0 ? undefined : narrowing
}

type UsedGrant = NonNullable<Awaited<ReturnType<typeof useGrant>>>

function useGrant(database: Database, grant_id: string) {
  return asIdentity(database, 'read write', async (tx) => {
    const grant = await tx
      .updateTable('identity.agent_grants')
      .set({ last_used_at: sql<Date>`now()` })
      .where('grant_id', '=', grant_id)
      .where('expires_at', '>', sql<Date>`now()`)
      .returning(['organization_id', 'workspace_id', 'person_id', 'client_id', 'client_name'])
      .returning(['narrowing', 'manages', 'identity_id', 'asserted'])
      .returning([sql<number>`extract(epoch from expires_at - now())::float8`.as('seconds')])
      .executeTakeFirst()
    if (grant === undefined) return undefined
    // The provider has just confirmed the person.
    if (grant.asserted) return grant
    return { ...grant, seconds: Math.min(grant.seconds, getSecondsLeft(await readGrantLapse(tx, grant))) }
  })
}
