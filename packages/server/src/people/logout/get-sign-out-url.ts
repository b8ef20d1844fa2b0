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

/** Milliseconds for which signing out waits for the metadata of the provider. */
const PATIENCE_MS = 3_000

/**
 * Returns the URL at which the browser signs out at the provider too. Null if no provider began the session, if the
 * provider is not set up for it, or if its metadata have no such URL. Never throws: the session of this server ends in
 * any case.
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
    // A page of this server opens the URL, and a `javascript:` URL would run in that page.
    if (url === null || !/^https?:$/.test(url.protocol)) return null
    // The server does not store the ID token, so it identifies the client by its id. The provider may ask the person to
    // confirm.
    url.searchParams.set('client_id', provider.client_id)
    url.searchParams.set('post_logout_redirect_uri', `${publicUrl}/sign-in`)
    return url.href
  } catch (error) {
    const { provider_id } = provider
    const { code } = error as { code?: string }
    log.warn(
      { provider_id, ...(code !== undefined && { code }) },
      'signing out at a provider is not possible',
    )
    return null
  }
}

/** Finds the provider with which a session began. */
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
