import type { deleteOAuthCredentials as operation } from '@bulkhead/contract/oauth'
import { recordAudit } from '#audit/record-audit'
import { findDefinition } from '#definitions/find-definition'
import type { Handler } from '#operations/handler'
import { asPrincipal } from '#platform/database/roles/as-principal'

/** Deletes the organization's client for a definition, if there is one. */
export const deleteOAuthCredentials: Handler<typeof operation> = async (
  { database, definitions },
  context,
  { params },
) => {
  const { definition_id } = findDefinition(definitions, params, 'path')
  return asPrincipal(database, context, 'read write', async (tx) => {
    const deleted = await tx
      .deleteFrom('oauth_clients')
      .where('definition_id', '=', definition_id)
      .returning('oauth_client_id')
      .executeTakeFirst()
    if (deleted !== undefined) {
      await recordAudit(tx, context, { subject: deleted.oauth_client_id, definition: definition_id })
    }
    return null
  })
}
