import type { createProvider as operation } from '@bulkhead/contract/people/providers'
import { recordAudit } from '#journal/audit/record-audit'
import { insertProvider } from '#people/declared/insert-provider'
import { readIssuer } from '#people/declared/read-issuer'
import { lockOwner } from '#people/lock-people'
import { assertEnteredIssuer } from '#people/providers/provider-client'
import { providerItem } from '#people/providers/provider-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

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
