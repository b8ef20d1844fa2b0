import type { deleteApplication as operation } from '@bulkhead/contract/applications'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { holdApplication } from '#tenancy/applications/hold-application'
import type { Handler } from '../handler.ts'

/** Deletes an application and its secrets, and ends all of its tokens. */
export const deleteApplication: Handler<typeof operation> = async (services, context, { params }) => {
  return revoking(services, context, async (tx, revoke) => {
    const { application_id } = await holdApplication(tx, params.application_id)
    await tx.deleteFrom('applications').where('application_id', '=', application_id).execute()
    await revoke({ kind: 'application', subject_id: application_id, epoch: null })
    await recordAudit(tx, context, { subject: application_id })
    return { id: application_id, deleted_at: new Date().toISOString() }
  })
}
