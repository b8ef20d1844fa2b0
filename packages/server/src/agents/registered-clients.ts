import { randomBytes } from 'node:crypto'
import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { Provider } from 'oidc-provider'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import { isUuid } from '#platform/identifiers'
import { withHashedSecret } from './clients.ts'
import { leadsToProgram, REDIRECT_RULE } from './redirects.ts'
import { toRegistration } from './registration.ts'

/** Registration of a client by an organization. */
export interface Registration {
  readonly organization: string
  readonly verified: boolean
}

/**
 * Returns the registration of a client by an organization. Undefined if the client registered itself or has a document.
 */
export async function findRegistration(
  database: Database,
  client_id: string,
): Promise<Registration | undefined> {
  if (!isUuid(client_id)) return undefined
  const row = await asIdentity(database, 'read only', (tx) =>
    tx
      .selectFrom('identity.agent_clients')
      .select(['registered_by', 'verified'])
      .where('client_id', '=', client_id)
      .executeTakeFirst(),
  )
  return typeof row?.registered_by === 'string'
    ? { organization: row.registered_by, verified: row.verified }
    : undefined
}

/**
 * Keeps a client of an organization from being deleted until the transaction ends. Runs as `bulkhead_identity`.
 *
 * @returns Whether there is such a client.
 */
export async function holdClient(
  tx: ConfinedTransaction,
  organization: string,
  client_id: string,
): Promise<boolean> {
  const held = await tx
    .selectFrom('identity.agent_clients')
    .select('client_id')
    .where('registered_by', '=', organization)
    .where('client_id', '=', client_id)
    .forShare()
    .executeTakeFirst()
  return held !== undefined
}

/** Metadata that an admin registers a client with. */
export interface RegisteredMetadata {
  readonly name: string
  readonly redirect_uris: readonly string[]
  readonly confidential: boolean
}

/** Metadata of a client (RFC 7591 §2). */
export type Metadata = Readonly<Record<string, unknown>>

/** Metadata as stored, and the secret in clear, which is not stored. */
export interface NewMetadata {
  readonly metadata: Metadata
  readonly client_secret?: string
}

/**
 * Creates the metadata of a client as if it had registered itself.
 *
 * @throws BulkheadError `invalid_request` for a redirect URI that no program may have.
 */
export async function createMetadata(
  { authorizationServer }: { authorizationServer(): Promise<Provider> },
  client_id: string,
  { name, redirect_uris, confidential }: RegisteredMetadata,
): Promise<NewMetadata> {
  for (const [at, uri] of redirect_uris.entries()) assertRedirect(uri, at)
  const { Client } = await authorizationServer()
  const client_secret = confidential ? `bulkhead_agent_${randomBytes(32).toString('base64url')}` : undefined
  const metadata = {
    ...JSON.parse(
      toRegistration(
        JSON.stringify({
          client_name: name,
          redirect_uris,
          token_endpoint_auth_method: confidential ? 'client_secret_basic' : 'none',
        }),
      ),
    ),
    client_id,
    ...(client_secret !== undefined && { client_secret }),
  }
  try {
    ;new (Client as unknown as new (metadata: object) => unknown)(metadata)
  } catch (error) {
    throw invalid('body.redirect_uris', `body.redirect_uris: ${getReason(error)}`)
  }
  return { metadata: withHashedSecret(metadata), ...(client_secret !== undefined && { client_secret }) }
}

function assertRedirect(uri: string, at: number): void {
  const field = `body.redirect_uris.${at}`
  if (!leadsToProgram(uri)) throw invalid(field, `${field} ${REDIRECT_RULE}`)
}

/** Returns the error description of the library, which is about the metadata alone. */
function getReason(error: unknown): string {
  const { error_description } = error as { error_description?: unknown }
  return typeof error_description === 'string' ? error_description : 'no client may use it'
}

/** Returns the error for a client that the organization did not register. */
export function agentClientNotFound(): BulkheadError {
  return new BulkheadError('agent_client_not_found', 'The organization registered no such client.')
}
