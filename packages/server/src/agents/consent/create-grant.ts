import { BulkheadError } from '@bulkhead/contract/errors'
import type { Grant } from '@bulkhead/contract/grants'
import { sql } from 'kysely'
import type { Provider } from 'oidc-provider'
import { v7 as uuidv7 } from 'uuid'
import { takesPasswords } from '#people/providers/sign-in-policy'
import { lockSession } from '#people/sessions/lock-session'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import { holdWorkspaces } from '#tenancy/workspaces/hold-workspaces'
import { holdClient } from '../registered-clients.ts'
import { AGENT_SCOPES } from '../scopes.ts'
import type { AskingClient } from './describe-client.ts'
import { signInNotFound } from './sign-in-not-found.ts'

interface Dependencies {
  readonly database: Database
  authorizationServer(): Promise<Provider>
}

/** Grant of a person to a program. */
export interface NewGrant {
  readonly organization: string
  readonly person: string
  /** Session in which the person granted it. */
  readonly session: string
  /** Null: everything that the person reaches. */
  readonly workspace_id: string | null
  readonly narrowing: Grant
  readonly manages: boolean
  readonly expires_at: Date
}

/** Client that gets the grant, with its redirect origin, scope and resource. */
export interface Grantee {
  readonly client: AskingClient['client']
  readonly redirect_origin: string
  readonly scope: string
  readonly resource: string
}

/** Days for which a self-registered client is kept after the expiry of its last grant. */
const CLIENT_DAYS_MORE = 30

/**
 * Creates a grant. Codes and tokens are created from it afterwards.
 *
 * @param assertUsable Checks the workspace before.
 * @param record Writes the audit record as the organization, in the same transaction.
 * @returns The id of the grant; undefined if it ended before codes could be created.
 * @throws BulkheadError `workspace_not_found`, `agent_sign_in_not_found`; `passwords_off` if the grant would be paused at
 *   once; `unauthenticated` if the session has ended
 */
export async function createGrant(
  { database, authorizationServer }: Dependencies,
  { client, redirect_origin, scope, resource }: Grantee,
  { organization, person, session, workspace_id, narrowing, manages, expires_at }: NewGrant,
  assertUsable: (workspace: { status: 'active' | 'inactive' }) => void,
  record: (tx: TenantTransaction, grant_id: string) => Promise<void>,
): Promise<string | undefined> {
  const grant_id = uuidv7()
  await asIdentity(database, 'read write', async (tx, become) => {
    const origin = await tx
      .selectFrom('identity.session_origins')
      .select('identity_id')
      .where('organization_id', '=', organization)
      .where('session_id', '=', session)
      .executeTakeFirst()
    if (origin === undefined && !(await takesPasswords(tx, organization)))
      throw new BulkheadError(
        'passwords_off',
        'Your organization has turned passwords off. Sign in with its provider, or turn passwords on first.',
      )
    const rows = await become({ role: 'bulkhead_organization', organization })
    await holdPerson(rows, person, origin?.identity_id)
    if (workspace_id !== null) {
      const [workspace] = await holdWorkspaces(rows, [workspace_id])
      if (workspace === undefined) throw workspaceNotFound()
      assertUsable(workspace)
    }
    await record(rows, grant_id)
    await become({ role: 'bulkhead_identity' })
    // Without its session, the origin is gone too, and the grant would never lapse.
    await lockSession(tx, session)
    await tx
      .insertInto('identity.agent_grants')
      .values({
        organization_id: organization,
        person_id: person,
        client_id: client.id,
        client_name: client.name,
        client_kind: client.kind,
        narrowing: JSON.stringify(narrowing),
        identity_id: origin?.identity_id ?? null,
        ...{ grant_id, workspace_id, redirect_origin, manages, expires_at },
      })
      .execute()
    // Last, because whoever deletes a client locks people before it.
    if (client.kind === 'registered' && !(await holdClient(tx, organization, client.id)))
      throw signInNotFound()
    await tx
      .updateTable('identity.agent_clients')
      .set({
        expires_at: sql<Date>`greatest(expires_at, ${expires_at}::timestamptz + make_interval(days => ${CLIENT_DAYS_MORE}))`,
      })
      .where('client_id', '=', client.id)
      .where('expires_at', 'is not', null)
      .execute()
  })
  const { Grant } = await authorizationServer()
  const { errors } = await import('oidc-provider')
  const grant = new Grant({ accountId: person, clientId: client.id })
  grant.jti = grant_id
  grant.addOIDCScope(scope)
  grant.addResourceScope(resource, AGENT_SCOPES.join(' '))
  try {
    await grant.save()
  } catch (thrown) {
    if (thrown instanceof errors.InvalidGrant) return undefined
    throw thrown
  }
  return grant_id
}

/**
 * Keeps the identity and the membership of a person from being deleted until the transaction ends. They are locked
 * before the session, as by all who end sessions of an identity or a person. Runs as the organization.
 */
async function holdPerson(
  tx: TenantTransaction,
  person: string,
  identity_id: string | undefined,
): Promise<void> {
  if (identity_id !== undefined) {
    await tx
      .selectFrom('identity.identities')
      .select('identity_id')
      .where('identity_id', '=', identity_id)
      .forKeyShare()
      .execute()
  }
  await tx
    .selectFrom('identity.members')
    .select('person_id')
    .where('person_id', '=', person)
    .forKeyShare()
    .execute()
}
