import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { hashClientSecret, newClientId, newClientSecret } from '#access/tokens/client-secret'
import { insertRevocation } from '#access/tokens/revocation/revoking'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { LOCKS } from '#platform/database/schema/advisory-locks'
import type { Keyring } from '#platform/vault/keyring'
import { addApplication, type ClientCredentials, createOrganization } from './create-organization.ts'

/**
 * Creates the first organization if there is none, and makes sure that the configured client can authenticate. Runs as
 * the operator at every start.
 *
 * @param configured Client from the settings. A new id becomes a further application of the oldest organization. A
 *   known id with another secret gets that secret, and tokens from the old secret are revoked.
 * @returns Generated credentials, which have to be shown once.
 */
export async function ensureFirstApplication(
  tx: ConfinedTransaction,
  keyring: Keyring,
  configured: ClientCredentials | undefined,
): Promise<ClientCredentials | undefined> {
  await sql`select pg_advisory_xact_lock(${LOCKS.firstApplication})`.execute(tx)
  const oldest = await tx
    .selectFrom('organizations')
    .select('organization_id')
    .orderBy('organization_id')
    .limit(1)
    .executeTakeFirst()
  if (oldest === undefined) {
    const client = configured ?? newClient()
    await createOrganization(tx, keyring, 'My organization', client)
    return configured === undefined ? client : undefined
  }
  if (configured !== undefined) await ensureClient(tx, oldest.organization_id, configured)
  return undefined
}

function newClient(): ClientCredentials {
  return { client_id: newClientId(), client_secret: newClientSecret() }
}

async function ensureClient(
  tx: ConfinedTransaction,
  organization: string,
  client: ClientCredentials,
): Promise<void> {
  const application = await tx
    .selectFrom('applications')
    .select(['organization_id', 'application_id', 'epoch'])
    .where('client_id', '=', client.client_id)
    .executeTakeFirst()
  if (application === undefined) return addApplication(tx, organization, 'Configured application', client)
  const { organization_id, application_id, epoch } = application
  const secret_hash = hashClientSecret(client.client_secret)
  const secrets = await tx
    .selectFrom('application_secrets')
    .select('secret_hash')
    .where('organization_id', '=', organization_id)
    .where('application_id', '=', application_id)
    .execute()
  if (secrets.some((secret) => secret_hash.equals(secret.secret_hash))) return
  await tx
    .deleteFrom('application_secrets')
    .where('organization_id', '=', organization_id)
    .where('application_id', '=', application_id)
    .execute()
  await tx
    .insertInto('application_secrets')
    .values({ organization_id, application_id, secret_id: uuidv7(), secret_hash })
    .execute()
  await tx
    .updateTable('applications')
    .set({ epoch: epoch + 1 })
    .where('organization_id', '=', organization_id)
    .where('application_id', '=', application_id)
    .execute()
  await insertRevocation(tx, {
    organization_id,
    kind: 'application',
    subject_id: application_id,
    epoch: epoch + 1,
  })
}
