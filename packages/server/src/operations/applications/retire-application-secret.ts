import type { retireApplicationSecret as operation } from '@bulkhead/contract/applications'
import { BulkheadError } from '@bulkhead/contract/errors'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { holdApplication } from '#tenancy/applications/hold-application'
import { getSecretIds } from '#tenancy/applications/secret-ids'
import type { Handler } from '../handler.ts'

/** Retires a secret. Also ends the tokens that were obtained with it, and the tokens that these minted. */
export const retireApplicationSecret: Handler<typeof operation> = async (services, context, { params }) => {
  return revoking(services, context, async (tx, revoke) => {
    const scope = await holdApplication(tx, params.application_id)
    const secret_id = params.secret_id.toLowerCase()
    const valid = await getSecretIds(tx, scope)
    if (!valid.includes(secret_id)) {
      throw new BulkheadError('secret_not_found', 'The application has no such secret.')
    }
    if (valid.length === 1) {
      throw new BulkheadError(
        'last_secret',
        'This is the only secret of the application. Make a second one first, or delete the application.',
      )
    }
    await tx
      .deleteFrom('application_secrets')
      .where('application_id', '=', scope.application_id)
      .where('secret_id', '=', secret_id)
      .execute()
    await revoke({ kind: 'secret', subject_id: secret_id, epoch: null })
    await recordAudit(tx, context, { subject: scope.application_id })
    return { secret_id, retired_at: new Date().toISOString() }
  })
}
