import type { createApplicationSecret as operation } from '@bulkhead/contract/applications'
import { BulkheadError } from '@bulkhead/contract/errors'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { addSecret } from '#tenancy/applications/add-secret'
import { holdApplication } from '#tenancy/applications/hold-application'
import { getSecretIds } from '#tenancy/applications/secret-ids'
import type { Handler } from '../handler.ts'

/** Maximum number of secrets: the current one and its replacement. */
const MOST_SECRETS = 2

/** Creates another secret of an application, so that clients can switch to it one after the other. */
export const createApplicationSecret: Handler<typeof operation> = async (
  { database },
  context,
  { params },
) => {
  return asPrincipal(database, context, 'read write', async (tx) => {
    const { organization_id, application_id } = await holdApplication(tx, params.application_id)
    const scope = { organization_id, application_id }
    if ((await getSecretIds(tx, scope)).length >= MOST_SECRETS) {
      throw new BulkheadError(
        'secrets_full',
        `The application has ${MOST_SECRETS} valid secrets already. Retire the one that is no longer used, then make a new one.`,
      )
    }
    const made = await addSecret(tx, scope)
    await recordAudit(tx, context, { subject: application_id })
    return made
  })
}
