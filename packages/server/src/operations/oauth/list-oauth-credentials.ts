import type { listOAuthCredentials as operation } from '@bulkhead/contract/oauth'
import type { Output } from '@bulkhead/contract/operation'
import type { Principal } from '#access/request/principal'
import { getReadyFor, type KnownDefinition } from '#connectors/definitions/load-definitions'
import { callbackUrl } from '#connectors/oauth/callback-url'
import { isBoundAsStated } from '#connectors/oauth/organization-client'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { openDataKey } from '#platform/vault/data-keys'
import { openOAuthClient } from '#platform/vault/sealed-values'
import type { Handler } from '../handler.ts'
import type { Services } from '../services.ts'

/** Lists the services that need an OAuth client of the organization, by name, each with its client if there is one. */
export const listOAuthCredentials: Handler<typeof operation> = async (services, principal) => {
  const clients = await readClients(services, principal)
  const offered = services.definitions.all.filter(({ takes_client }) => takes_client)
  const data: Output<typeof operation>['data'] = []
  for (const known of offered) {
    const view = clients.get(known.definition_id)
    data.push({
      connector_definition_id: known.definition_id,
      connector_name: known.slug,
      name: known.display_name,
      callback_url: callbackUrl(services.callbackOrigin, known),
      credentials: view?.(await getReadyFor(known, principal)) ?? null,
    })
  }
  return { data }
}

type ClientView = NonNullable<Output<typeof operation>['data'][number]['credentials']>

/** Returns the clients in the form of the API, by definition. */
async function readClients(
  { database, keyring }: Services,
  principal: Principal,
): Promise<ReadonlyMap<string, (known: KnownDefinition) => ClientView>> {
  const { organization } = principal
  const rows = await asPrincipal(database, principal, 'read only', (tx) =>
    tx
      .selectFrom('oauth_clients as c')
      .innerJoin('organization_keys as k', 'k.organization_id', 'c.organization_id')
      .selectAll('c')
      .select(['k.kek_version', 'k.wrapped_dek'])
      .execute(),
  )
  const [first] = rows
  if (first === undefined) return new Map()
  const dataKey = openDataKey(keyring, { organization }, first)
  return new Map(
    rows.map((row) => {
      const { definition_id: definition, origins } = row
      const { client_id } = openOAuthClient(dataKey, { organization, definition, origins }, row.sealed)
      const view = (known: KnownDefinition): ClientView => ({
        id: row.oauth_client_id,
        scope_id: organization,
        client_id,
        status: isBoundAsStated(known.definition, origins) ? 'ready' : 'outdated',
        created_at: row.created_at.toISOString(),
        updated_at: row.updated_at.toISOString(),
      })
      return [definition, view] as const
    }),
  )
}
