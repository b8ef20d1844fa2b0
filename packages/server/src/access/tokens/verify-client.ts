import { timingSafeEqual } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'
import { hashClientSecret } from './client-secret.ts'
import type { FailureLimiter } from './failure-limiter.ts'

/** Application that proved its secret. */
export interface VerifiedClient {
  organization: string
  application: string
  client_id: string
  /** Id of the secret that the application proved. */
  secret: string
}

/**
 * Secret to compare with if the client is unknown, so that an unknown client and a wrong secret take the same steps.
 */
const NO_SECRET = Buffer.alloc(32)

/**
 * Checks a client id and secret.
 *
 * @param address Address of the caller, for the count of failures.
 * @throws BulkheadError `invalid_client`, the same for an unknown id and a wrong secret; `rate_limited`.
 */
export async function verifyClient(
  database: Database,
  limiter: FailureLimiter,
  address: string,
  client_id: string,
  client_secret: string,
): Promise<VerifiedClient> {
  const rows = await asAuthenticator(database, undefined, (tx) =>
    tx
      .selectFrom('applications')
      .innerJoin('application_secrets', (join) =>
        join
          .onRef('application_secrets.organization_id', '=', 'applications.organization_id')
          .onRef('application_secrets.application_id', '=', 'applications.application_id'),
      )
      .select(['applications.organization_id', 'applications.application_id', 'secret_id', 'secret_hash'])
      .where('client_id', '=', client_id)
      .execute(),
  )
  const presented = hashClientSecret(client_secret)
  const stored = rows.length > 0 ? rows.map((row) => row.secret_hash) : [NO_SECRET]
  const matches = stored.map((hash) => hash.length === presented.length && timingSafeEqual(hash, presented))
  const row = rows[matches.indexOf(true)]
  if (row === undefined) {
    await limiter.fail(address, client_id)
    throw new BulkheadError('invalid_client', 'The client id or the client secret is wrong.')
  }
  return {
    organization: row.organization_id,
    application: row.application_id,
    client_id,
    secret: row.secret_id,
  }
}
