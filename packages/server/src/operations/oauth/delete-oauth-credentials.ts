import type { deleteOAuthCredentials as operation } from '@bulkhead/contract/oauth'
import { revoking } from '#access/tokens/revocation/revoking'
import { findDefinition } from '#connectors/definitions/find-definition'
import { recordAudit } from '#journal/audit/record-audit'
import type { Handler } from '../handler.ts'

/** Deletes the organization's client for a definition, if there is one. */
export const deleteOAuthCredentials: Handler<typeof operation> = async (services, context, { params }) => {
  const { definition_id } = findDefinition(services.definitions, params, 'path')
  return revoking(services, context, async (tx, revoke) => {
    const deleted = await tx
      .deleteFrom('oauth_clients')
      .where('definition_id', '=', definition_id)
      .returning('oauth_client_id')
      .executeTakeFirst()
    if (deleted !== undefined) {
      await revoke({ kind: 'connector', subject_id: definition_id, epoch: null })
      await recordAudit(tx, context, { subject: deleted.oauth_client_id, definition: definition_id })
    }
    return null
  })
}
