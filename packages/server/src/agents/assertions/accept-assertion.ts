import type { Grant } from '@bulkhead/contract/grants'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { markUsed } from '#people/mark-used'
import { readIdentityLapse } from '#people/providers/session-origin'
import { readMembership } from '#people/read-membership'
import { asIdentity, type Become } from '#platform/database/roles/as-identity'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { findWorkspace } from '#tenancy/workspaces/find-workspace'
import { getSecondsLeft } from '../grant-lapse.ts'
import { getGrantLevel } from '../grant-level.ts'
import { holdClient } from '../registered-clients.ts'
import { type Assertion, AssertionRefused } from './assertion.ts'
import type { ConfidentialClient } from './authenticate-client.ts'

/** Access that a provider approved for a client in a workspace, with its narrowing. */
export interface Approved {
  readonly client: ConfidentialClient
  /** Ids of the providers with the issuer of the assertion. */
  readonly provider_ids: readonly string[]
  readonly assertion: Assertion
  /** Approved workspace. If neither is given, the workspace `default`. */
  readonly workspace: { readonly workspace_name?: string; readonly workspace_id?: string }
  readonly narrowing: Grant
  readonly request_id: string
}

/** Grant that an assertion created or renewed. */
export interface AcceptedGrant {
  readonly grant_id: string
  readonly workspace_id: string
  /** Seconds until rights from the provider lapse. */
  readonly seconds: number
}

/** Days after the last assertion at which a grant expires, so that unused grants leave the list. */
const GRANT_DAYS = 30
/** Milliseconds for which an assertion is remembered after its expiry. Longer than clocks may differ. */
const REMEMBERED_MS = 120_000

/**
 * Creates the grant that a provider approved, or renews the existing one. Each assertion is valid for one use.
 *
 * @throws AssertionRefused
 */
export async function acceptAssertion(database: Database, approved: Approved): Promise<AcceptedGrant> {
  const { client, provider_ids, assertion } = approved
  const { organization } = client
  const found = await asPrincipal(database, { organization }, 'read only', async (tx) => ({
    identity: await findIdentity(tx, provider_ids, assertion),
    workspace: await findWorkspace(tx, { organization }, approved.workspace),
  }))
  const { identity, workspace } = found
  const membership = await readMembership(database, identity.person_id)
  if (membership?.organization !== organization)
    throw refused('The person now belongs to another organization.')
  const level = workspace && getGrantLevel(membership, workspace.workspace_id)
  if (workspace === undefined || workspace.status !== 'active' || level === undefined)
    throw new AssertionRefused(
      Object.keys(approved.workspace).length > 0 ? 'invalid_authorization_details' : 'invalid_grant',
      'The person has no user level in an active workspace of this name. Name another workspace in authorization_details.',
    )
  return asIdentity(database, 'read write', (tx, become) =>
    accept({ tx, become, ...identity, workspace_id: workspace.workspace_id }, approved),
  )
}

interface Acceptance {
  readonly tx: ConfinedTransaction
  readonly become: Become
  readonly identity_id: string
  readonly provider_id: string
  readonly person_id: string
  readonly workspace_id: string
}

async function accept(acceptance: Acceptance, approved: Approved): Promise<AcceptedGrant> {
  const { tx, become, identity_id, person_id, workspace_id } = acceptance
  const { client, assertion, narrowing, request_id } = approved
  const { client_id, name: client_name, organization } = client
  const isNew = await markUsed(tx, {
    identifier: 'identity assertion',
    key: `${organization} ${assertion.issuer} ${assertion.jti}`,
    expires_at: new Date(assertion.expires * 1000 + REMEMBERED_MS),
  })
  if (!isNew) throw refused('The assertion was already used. Ask the provider for another one.')
  const lapses_at = await readIdentityLapse(tx, organization, identity_id)
  const rows = await become({ role: 'bulkhead_organization', organization })
  const hasProvidedRights = await holdApproval(rows, acceptance)
  const seconds = hasProvidedRights ? getSecondsLeft(lapses_at) : Number.POSITIVE_INFINITY
  if (seconds <= 0)
    throw refused('The person has rights from the provider and must sign in with it again first.')
  await become({ role: 'bulkhead_identity' })
  if (!(await holdClient(tx, organization, client_id)))
    throw new AssertionRefused('invalid_client', 'The client was deleted.')
  const made = uuidv7()
  const changing = {
    ...{ client_name, identity_id, narrowing: JSON.stringify(narrowing) },
    redirect_origin: new URL(assertion.issuer).origin,
    expires_at: sql<Date>`now() + make_interval(days => ${GRANT_DAYS})`,
  }
  const { grant_id } = await tx
    .insertInto('identity.agent_grants')
    .values({
      ...{ organization_id: organization, grant_id: made, person_id, workspace_id, client_id },
      ...{ client_kind: 'registered', manages: false, asserted: true, ...changing },
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'person_id', 'client_id', 'workspace_id'])
        .where('asserted', '=', true)
        .doUpdateSet(changing),
    )
    .returning('grant_id')
    .executeTakeFirstOrThrow()
  if (grant_id === made) {
    await insertAuditRecord(await become({ role: 'bulkhead_organization', organization }), {
      ...{ organization_id: organization, event: 'agent_grant.created', outcome: 'done' },
      ...{ workspace_id, subject_id: grant_id, person_id, grant_id, client_id, client_name, request_id },
    })
  }
  return { grant_id, workspace_id, seconds }
}

interface Identity {
  readonly identity_id: string
  readonly provider_id: string
  readonly person_id: string
}

/**
 * Finds the identity of an assertion. The address in the assertion links nobody: the person must have signed in with
 * the provider before.
 */
async function findIdentity(
  tx: TenantTransaction,
  provider_ids: readonly string[],
  { issuer, subject }: Assertion,
): Promise<Identity> {
  const rows = await tx
    .selectFrom('identity.identities')
    .select(['identity_id', 'provider_id', 'person_id'])
    .where('provider_id', 'in', provider_ids)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where('active', '=', true)
    .where('deleted_at', 'is', null)
    .execute()
  const linked = rows.flatMap(({ person_id, ...row }) => (person_id === null ? [] : [{ ...row, person_id }]))
  const [first, ...others] = linked
  if (first !== undefined && others.every(({ person_id }) => person_id === first.person_id)) return first
  throw refused('The person has not signed in to Bulkhead with the provider yet, or was removed.')
}

/**
 * Locks the rows on which the grant depends until the transaction ends. So anyone who deletes one of them afterwards
 * finds the grant. The order is that of all who change them: identities, people, providers and workspaces. The client
 * comes after them, and its grants last.
 *
 * @returns Whether the person has rights from claims. They last until the provider states the claims again, which an
 *   assertion does not do.
 */
async function holdApproval(
  rows: TenantTransaction,
  { provider_id, identity_id, person_id, workspace_id }: Acceptance,
): Promise<boolean> {
  const identity = await rows
    .selectFrom('identity.identities')
    .select('identity_id')
    .where('identity_id', '=', identity_id)
    .where('person_id', '=', person_id)
    .where('active', '=', true)
    .forShare()
    .executeTakeFirst()
  const member = await rows
    .selectFrom('identity.members')
    .select(['role', 'role_origin'])
    .where('person_id', '=', person_id)
    .forKeyShare()
    .executeTakeFirst()
  const provider = await rows
    .selectFrom('identity.providers')
    .select('provider_id')
    .where('provider_id', '=', provider_id)
    .where('enabled', '=', true)
    .where('approves_agents', '=', true)
    .forShare()
    .executeTakeFirst()
  const workspace = await rows
    .selectFrom('workspaces')
    .select('workspace_id')
    .where('workspace_id', '=', workspace_id)
    .where('status', '=', 'active')
    .forShare()
    .executeTakeFirst()
  if (!identity || !member || !provider || !workspace)
    throw refused('The rights behind the assertion were removed a moment ago.')
  const level = await rows
    .selectFrom('workspace_members')
    .select('origin')
    .where('person_id', '=', person_id)
    .where('workspace_id', '=', workspace_id)
    .executeTakeFirst()
  return (member.role !== 'member' && member.role_origin === 'provider') || level?.origin === 'provider'
}

function refused(description: string): AssertionRefused {
  return new AssertionRefused('invalid_grant', description)
}
