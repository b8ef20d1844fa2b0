import type { startRecording as operation } from '@bulkhead/contract/connectors'
import { sql } from 'kysely'
import { revoking } from '#access/tokens/revocation/revoking'
import { holdConnector, recordChange } from '#connectors/connections/connector-rows'
import type { Handler } from '../handler.ts'

const MINUTES = 15

/** Starts recording the bodies of a connector's calls for some minutes, in every process within a second. */
export const startRecording: Handler<typeof operation> = async (services, context, { params, body }) => {
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
