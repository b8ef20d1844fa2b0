import type { deleteDefinition as operation } from '@bulkhead/contract/definitions/own'
import { BulkheadError } from '@bulkhead/contract/errors'
import { countChange, definitionNotFound } from '#connectors/definitions/own/definition-rows'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isForeignKeyViolation } from '#platform/database/schema/sqlstate'
import { isUuid } from '#platform/identifiers'
import type { Handler } from '../handler.ts'

/** Deletes a definition that no connector uses, with the organization's client for it. */
export const deleteDefinition: Handler<typeof operation> = async (
  { database, quotas },
  context,
  { params },
) => {
  if (!isUuid(params.definition_id)) throw definitionNotFound()
  const deleted = await asPrincipal(database, context, 'read write', async (tx) => {
    const found = await tx
      .selectFrom('organization_definitions')
      .select('definition_id')
      .where('definition_id', '=', params.definition_id)
      // A request that is adding a connector waits for the lock, and then finds no definition.
      .forUpdate()
      .executeTakeFirst()
    if (found === undefined) throw definitionNotFound()
    const { definition_id } = found
    const { count } = await tx
      .selectFrom('connectors')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('own_definition_id', '=', definition_id)
      .executeTakeFirstOrThrow()
    if (Number(count) > 0)
      throw inUse(`${count} ${Number(count) === 1 ? 'connector uses' : 'connectors use'} it.`)
    await tx.deleteFrom('oauth_clients').where('definition_id', '=', definition_id).execute()
    await tx
      .deleteFrom('organization_definitions')
      .where('definition_id', '=', definition_id)
      .execute()
      .catch((error: unknown) => {
        const isReferred = isForeignKeyViolation(error)
        throw isReferred ? inUse('Connectors of deleted workspaces are still being removed.') : error
      })
    await countChange(tx, context.organization)
    await recordAudit(tx, context, { subject: definition_id, definition: definition_id })
    return { id: definition_id, deleted_at: new Date().toISOString() }
  })
  quotas.forget(context.organization)
  return deleted
}

function inUse(message: string): BulkheadError {
  return new BulkheadError('definition_in_use', message)
}
