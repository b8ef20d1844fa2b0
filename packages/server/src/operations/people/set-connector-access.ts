import type { Input } from '@bulkhead/contract/operation'
import type { setConnectorAccess as operation } from '@bulkhead/contract/people/access'
import { revoking } from '#access/tokens/revocation/revoking'
import { holdConnector, recordChange } from '#connectors/connections/connector-rows'
import { assertEntities } from '#connectors/definitions/assert-entities'
import { lockAsking, personNotFound } from '#people/lock-people'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Handler } from '../handler.ts'

type Access = NonNullable<Input<typeof operation>['body']['access']>

/** Replaces the access rules of a connector. Downloads that are running and no longer allowed end. */
export const setConnectorAccess: Handler<typeof operation> = async (services, context, { params, body }) => {
  const access = body.access?.map(inLowerCase) ?? null
  return revoking(services, context, async (tx, revoke) => {
    await lockAsking(tx, context.person)
    const row = await holdConnector(tx, params.connector_id)
    const { organization_id, workspace_id, connector_id, definition_id } = row
    if (access === null) {
      await tx
        .deleteFrom('connector_access')
        .where('workspace_id', '=', workspace_id)
        .where('connector_id', '=', connector_id)
        .execute()
    } else {
      const { definition } = services.definitions.ofConnector(definition_id)
      assertEntities(definition, access, { name: 'access', others: ['*'] })
      await assertPeople(tx, access)
      const rules = JSON.stringify(access)
      await tx
        .insertInto('connector_access')
        .values({ organization_id, workspace_id, connector_id, rules })
        .onConflict((conflict) =>
          conflict.columns(['organization_id', 'workspace_id', 'connector_id']).doUpdateSet({ rules }),
        )
        .execute()
    }
    await recordChange(tx, context, row, revoke)
    return { connector_id, access }
  })
}

function inLowerCase({ people, ...rule }: Access[number]): Access[number] {
  return { ...rule, people: people === 'everyone' ? people : people.map((id) => id.toLowerCase()) }
}

/** @throws BulkheadError `person_not_found` */
async function assertPeople(tx: TenantTransaction, access: Access): Promise<void> {
  const ids = new Set(access.flatMap(({ people }) => (people === 'everyone' ? [] : people)))
  if (ids.size === 0) return
  const found = await tx
    .selectFrom('identity.members')
    .select('person_id')
    .where('person_id', 'in', [...ids])
    .execute()
  if (found.length < ids.size) throw personNotFound()
}
