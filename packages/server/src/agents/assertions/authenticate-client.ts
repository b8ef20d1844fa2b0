import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { isUuid } from '#platform/identifiers'
import { matchesSecret } from '../clients.ts'
import { AssertionRefused } from './assertion.ts'

/** Authenticated client that an organization registered. */
export interface ConfidentialClient {
  readonly client_id: string
  readonly name: string
  readonly organization: string
}

/**
 * Authenticates a client by its secret. Without a secret, anyone who knows the client id could present an intercepted
 * assertion.
 *
 * @throws AssertionRefused `invalid_client`
 */
export async function authenticateClient(
  database: Database,
  presented: { readonly id: string; readonly secret: string } | undefined,
): Promise<ConfidentialClient> {
  const { id = '', secret = '' } = presented ?? {}
  const row = isUuid(id)
    ? await asIdentity(database, 'read only', (tx) =>
        tx
          .selectFrom('identity.agent_clients')
          .select(['client_id', 'registered_by', 'metadata'])
          .where('client_id', '=', id)
          .executeTakeFirst(),
      )
    : undefined
  const stored = row?.metadata.client_secret
  if (row?.registered_by && typeof stored === 'string' && matchesSecret(stored, secret))
    return {
      client_id: row.client_id,
      name: String(row.metadata.client_name),
      organization: row.registered_by,
    }
  throw new AssertionRefused(
    'invalid_client',
    'Send the id and secret of a client that is registered with an organization.',
  )
}
