import type { createApplication as operation } from '@bulkhead/contract/applications'
import { v7 as uuidv7 } from 'uuid'
import { newClientId } from '#access/tokens/client-secret'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { addSecret } from '#tenancy/applications/add-secret'
import type { Handler } from '../handler.ts'

/** Creates an application of the organization with its first secret. Only this response contains the secret. */
export const createApplication: Handler<typeof operation> = async ({ database }, context, { body }) => {
  const scope = { organization_id: context.organization, application_id: uuidv7() }
  return asPrincipal(database, context, 'read write', async (tx) => {
    const { name, client_id, created_at } = await tx
      .insertInto('applications')
      .values({ ...scope, name: body.name, client_id: newClientId() })
      .returning(['name', 'client_id', 'created_at'])
      .executeTakeFirstOrThrow()
    const { client_secret, secret_id } = await addSecret(tx, scope)
    await recordAudit(tx, context, { subject: scope.application_id })
    return {
      id: scope.application_id,
      name,
      client_id,
      client_secret,
      secret_id,
      created_at: created_at.toISOString(),
    }
  })
}
