import type { revokeApplicationTokens as operation } from '@bulkhead/contract/applications'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { holdApplication } from '#tenancy/applications/hold-application'
import type { Handler } from '../handler.ts'

/** Ends all tokens of an application by raising its epoch. Later tokens carry the new epoch. */
export const revokeApplicationTokens: Handler<typeof operation> = async (services, context, { params }) => {
  return revoking(services, context, async (tx, revoke) => {
    const held = await holdApplication(tx, params.application_id)
    const epoch = held.epoch + 1
    await tx
      .updateTable('applications')
      .set({ epoch })
      .where('application_id', '=', held.application_id)
      .execute()
    await revoke({ kind: 'application', subject_id: held.application_id, epoch })
    await recordAudit(tx, context, { subject: held.application_id })
    return { id: held.application_id, revoked_at: new Date().toISOString() }
  })
}
