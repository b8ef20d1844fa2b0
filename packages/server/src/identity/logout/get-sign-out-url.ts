import { setTimeout as wait } from 'node:timers/promises'
import type { Sender } from '@bulkhead/engine'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Keyring } from '#platform/vault/keyring'
import { getProviderClient } from '../providers/provider-client.ts'
import { type OpenProvider, openProvider } from '../providers/provider-rows.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly sender: Sender
  readonly log: Log
  /** The public URL. */
  readonly issuer: string
}

/** Milliseconds that signing out waits for what the provider says of itself. */
const PATIENCE_MS = 3_000

/**
 * Returns where the browser of a session goes to sign out at the provider too; null where the session began in another
 * way, the provider does not want it, or it does not say where. It never throws: the session here ends in any case.
 */
export async function getSignOutUrl(
  services: Dependencies,
  organization: string,
  session: string,
): Promise<string | null> {
  const { log, issuer: publicUrl } = services
  const provider = await findProvider(services, organization, session)
  if (provider === undefined || !provider.signs_out || !provider.enabled) return null
  try {
    const client = await Promise.race([
      getProviderClient(services, provider),
      wait(PATIENCE_MS, undefined, { ref: false }),
    ])
    const url = URL.parse(client?.serverMetadata().end_session_endpoint ?? '')
    // A page of this server sends the browser there: `javascript:` would run in it.
    if (url === null || !/^https?:$/.test(url.protocol)) return null
    // The ID token is not kept, so the provider knows the client by its id, and may ask the person.
    url.searchParams.set('client_id', provider.client_id)
    url.searchParams.set('post_logout_redirect_uri', `${publicUrl}/sign-in`)
    return url.href
  } catch (error) {
    const { provider_id } = provider
    const { code } = error as { code?: string }
    log.warn({ provider_id, ...(code !== undefined && { code }) }, 'a provider cannot be signed out at')
    return null
  }
}

/** Finds the provider that began a session. */
async function findProvider(
  { database, keyring }: Dependencies,
  organization: string,
  session: string,
): Promise<OpenProvider | undefined> {
  return asIdentity(database, 'read only', async (tx, become) => {
    const row = await tx
      .selectFrom('identity.session_origins as o')
      .innerJoin('identity.identities as i', (join) =>
        join
          .onRef('i.organization_id', '=', 'o.organization_id')
          .onRef('i.identity_id', '=', 'o.identity_id'),
      )
      .select('i.provider_id')
      .where('o.session_id', '=', session)
      .where('o.organization_id', '=', organization)
      .executeTakeFirst()
    if (row === undefined) return undefined
    return openProvider(
      await become({ role: 'bulkhead_organization', organization }),
      keyring,
      row.provider_id,
    )
  })
}
