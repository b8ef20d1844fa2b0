import { DEFAULT_WORKSPACE } from '@bulkhead/contract/values/workspace-name'
import { v7 as uuidv7 } from 'uuid'
import { hashClientSecret } from '#access/tokens/client-secret'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { newDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { insertWorkspace } from '#tenancy/workspaces/insert-workspace'

/** Credentials of an application in clear. They are shown once and stored as a hash. */
export interface ClientCredentials {
  client_id: string
  client_secret: string
}

/**
 * Creates an organization with its key, its workspace `default`, and a first application. Runs as the operator, in the
 * caller's transaction.
 *
 * @returns Id of the organization.
 */
export async function createOrganization(
  tx: ConfinedTransaction,
  keyring: Keyring,
  name: string,
  client: ClientCredentials,
): Promise<string> {
  const organization = uuidv7()
  const workspace = uuidv7()
  await tx.insertInto('organizations').values({ organization_id: organization, name }).execute()
  await tx
    .insertInto('organization_keys')
    .values({ organization_id: organization, ...newDataKey(keyring, { organization }) })
    .execute()
  const scope = { organization_id: organization, workspace_id: workspace }
  await tx
    .insertInto('workspace_names')
    .values({ ...scope, name: DEFAULT_WORKSPACE })
    .execute()
  await insertWorkspace(tx, keyring, scope, DEFAULT_WORKSPACE)
  await tx
    .insertInto('open_workspaces')
    .values({ ...scope, level: 'user' })
    .execute()
  await addApplication(tx, organization, 'First application', client)
  return organization
}

/** Adds an application to an organization. Runs as the operator. */
export async function addApplication(
  tx: ConfinedTransaction,
  organization: string,
  name: string,
  { client_id, client_secret }: ClientCredentials,
): Promise<void> {
  const application = uuidv7()
  await tx
    .insertInto('applications')
    .values({ organization_id: organization, application_id: application, name, client_id })
    .execute()
  await tx
    .insertInto('application_secrets')
    .values({
      organization_id: organization,
      application_id: application,
      secret_id: uuidv7(),
      secret_hash: hashClientSecret(client_secret),
    })
    .execute()
}
