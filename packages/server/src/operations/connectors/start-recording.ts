import type { startRecording as operation } from '@bulkhead/contract/connectors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { sql } from 'kysely'
import { holdConnector, recordChange } from '#connections/connector-rows'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'
import { revoking } from '#tokens/revocation/revoking'

const MINUTES = 15

/** Starts recording the bodies of a connector's calls for some minutes, in every process within a second. */
export async function startRecording(
  services: Services,
  context: RequestContext,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return revoking(services, context, async (tx, revoke) => {
    const row = await holdConnector(tx, params.connector_id)
    const { connector_id, workspace_id } = row
    const { records_bodies_until } = await tx
      .updateTable('connectors')
      .set({
        records_bodies_until: sql<Date>`now() + make_interval(mins => ${body.minutes ?? MINUTES}::integer)`,
      })
      .where('workspace_id', '=', workspace_id)
      .where('connector_id', '=', connector_id)
      .returning(sql<Date>`records_bodies_until`.as('records_bodies_until'))
      .executeTakeFirstOrThrow()
    await recordChange(tx, context, row, revoke)
    return { connector_id, records_bodies_until: records_bodies_until.toISOString() }
  })
}
