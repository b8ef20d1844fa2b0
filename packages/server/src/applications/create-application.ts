import type { createApplication as operation } from '@bulkhead/contract/applications'
import type { Input, Output } from '@bulkhead/contract/operation'
import { v7 as uuidv7 } from 'uuid'
import { recordAudit } from '#audit/record-audit'
import { newClientId } from '#authenticate/client-secret'
import { asPrincipal } from '#database/as-principal'
import type { Act } from '#principal'
import type { Services } from '#services'
import { addSecret } from './add-secret.ts'

/** Makes an application of the organization with a first secret, which is shown in the answer only. */
export async function createApplication(
  { database }: Services,
  act: Act,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const scope = { organization_id: act.organization, application_id: uuidv7() }
  return asPrincipal(database, act, 'read write', async (tx) => {
    const { name, client_id, created_at } = await tx
      .insertInto('applications')
      .values({ ...scope, name: body.name, client_id: newClientId() })
      .returning(['name', 'client_id', 'created_at'])
      .executeTakeFirstOrThrow()
    const { client_secret, secret_id } = await addSecret(tx, scope)
    await recordAudit(tx, act, { subject: scope.application_id })
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
