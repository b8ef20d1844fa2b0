import { v7 as uuidv7 } from 'uuid'
import { hashClientSecret, newClientSecret } from '#access/tokens/client-secret'
import type { InsertTransaction } from '#platform/database/roles/tenant-transaction'

/** Secret in clear, which is shown once. */
export interface NewSecret {
  readonly secret_id: string
  readonly client_secret: string
  readonly created_at: string
}

/** Creates a client secret, stores its hash and returns it in clear, for the only time. */
export async function addSecret(
  tx: InsertTransaction,
  scope: { organization_id: string; application_id: string },
): Promise<NewSecret> {
  const client_secret = newClientSecret()
  const { secret_id, created_at } = await tx
    .insertInto('application_secrets')
    .values({ ...scope, secret_id: uuidv7(), secret_hash: hashClientSecret(client_secret) })
    .returning(['secret_id', 'created_at'])
    .executeTakeFirstOrThrow()
  return { secret_id, client_secret, created_at: created_at.toISOString() }
}
