import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { MOST_PROVIDERS, type createProvider as operation } from '@bulkhead/contract/people/providers'
import { v7 as uuidv7 } from 'uuid'
import { recordAudit } from '#audit/record-audit'
import { lockOwner } from '#identity/lock-people'
import { getProviderClient } from '#identity/providers/provider-client'
import {
  assertMappedWorkspaces,
  PROVIDER_COLUMNS,
  providerItem,
  sealSecret,
} from '#identity/providers/provider-rows'
import { DEFAULT_CLAIMS } from '#identity/providers/read-claims'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Adds a provider, once it has said that it is the one that was entered. */
export async function createProvider(
  services: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { database, keyring, issuer: publicUrl } = services
  const { organization } = context
  const issuer = readIssuer(body.issuer)
  const { client_id, client_secret } = body
  await getProviderClient(services, { issuer, client_id, client_secret }, true)
  return asPrincipal(database, context, 'read write', async (tx) => {
    await lockOwner(tx, context.person)
    const others = await tx.selectFrom('identity.providers').select('provider_id').execute()
    if (others.length >= MOST_PROVIDERS) {
      const message = `The organization has ${MOST_PROVIDERS} providers already. Delete one first.`
      throw new BulkheadError('providers_full', message)
    }
    await assertMappedWorkspaces(tx, body.mappings)
    const provider_id = uuidv7()
    const row = await tx
      .insertInto('identity.providers')
      .values({
        ...{ organization_id: organization, provider_id, name: body.name, issuer, client_id },
        sealed: await sealSecret(tx, keyring, { provider: provider_id, issuer }, client_secret),
        scopes: body.scopes ?? ['email', 'profile'],
        claims: JSON.stringify({ ...DEFAULT_CLAIMS, ...body.claims }),
        mappings: JSON.stringify(body.mappings ?? []),
        ...(body.trusts_email !== undefined && { trusts_email: body.trusts_email }),
        ...(body.admits !== undefined && { admits: body.admits }),
        ...(body.enabled !== undefined && { enabled: body.enabled }),
      })
      .returning(PROVIDER_COLUMNS)
      .executeTakeFirstOrThrow()
    await recordAudit(tx, context, { subject: provider_id })
    return providerItem(publicUrl, organization, row)
  })
}

/** People copy the address of the settings: the issuer is what comes before. @throws BulkheadError `invalid_request` */
function readIssuer(text: string): string {
  const issuer = text.trim().replace(/\/\.well-known\/openid-configuration$/, '')
  const url = URL.parse(issuer)
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== ''
  ) {
    throw invalid(
      'body.issuer',
      'body.issuer must be a URL without query, such as https://id.example.com/realms/staff',
    )
  }
  return issuer
}
