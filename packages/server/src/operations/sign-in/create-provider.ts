import type { createProvider as operation } from '@bulkhead/contract/people/providers'
import { recordAudit } from '#audit/record-audit'
import { insertProvider } from '#identity/declared/insert-provider'
import { readIssuer } from '#identity/declared/read-issuer'
import { lockOwner } from '#identity/lock-people'
import { assertEnteredIssuer } from '#identity/providers/provider-client'
import { providerItem } from '#identity/providers/provider-rows'
import type { Handler } from '#operations/handler'
import { asPrincipal } from '#platform/database/roles/as-principal'

/** Adds a provider after its own metadata has confirmed the issuer that was entered. */
export const createProvider: Handler<typeof operation> = async (services, context, { body }) => {
  const { database, keyring, issuer: publicUrl } = services
  const provider = { ...body, issuer: readIssuer(body.issuer, 'body.issuer') }
  await assertEnteredIssuer(services, provider)
  return asPrincipal(database, context, 'read write', async (tx) => {
    await lockOwner(tx, context.person)
    const row = await insertProvider(tx, keyring, provider)
    await recordAudit(tx, context, { subject: row.provider_id })
    return providerItem(publicUrl, context.organization, row)
  })
}
