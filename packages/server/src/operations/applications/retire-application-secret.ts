import type { retireApplicationSecret as operation } from '@bulkhead/contract/applications'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { holdApplication } from '#applications/hold-application'
import { secretIdsOf } from '#applications/secret-ids'
import { recordAudit } from '#audit/record-audit'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Act } from '#request/principal'

/** Retires a secret. Secrets are read at each use, so it gets no token from the moment this answers. */
export async function retireApplicationSecret(
  { database }: Services,
  act: Act,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return asPrincipal(database, act, 'read write', async (tx) => {
    const scope = await holdApplication(tx, act, params.application_id)
    const secret_id = params.secret_id.toLowerCase()
    const valid = await secretIdsOf(tx, scope)
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
      .where('organization_id', '=', scope.organization_id)
      .where('application_id', '=', scope.application_id)
      .where('secret_id', '=', secret_id)
      .execute()
    await recordAudit(tx, act, { subject: scope.application_id })
    return { secret_id, retired_at: new Date().toISOString() }
  })
}
