import type { stopRecording as operation } from '@bulkhead/contract/connectors'
import { revoking } from '#access/tokens/revocation/revoking'
import { holdConnector, recordChange } from '#connectors/connections/connector-rows'
import type { Handler } from '../handler.ts'

/** Stops recording a connector's bodies, in every process within a second, and deletes them if requested. */
export const stopRecording: Handler<typeof operation> = async (services, context, { params, query }) => {
  return revoking(services, context, async (tx, revoke) => {
    const row = await holdConnector(tx, params.connector_id)
    const { connector_id, workspace_id } = row
    await tx
      .updateTable('connectors')
      .set({ records_bodies_until: null })
      .where('workspace_id', '=', workspace_id)
      .where('connector_id', '=', connector_id)
      .execute()
    const deleted = query.discard
      ? await tx
          .deleteFrom('recorded_bodies')
          .where('workspace_id', '=', workspace_id)
          .where('connector_id', '=', connector_id)
          .executeTakeFirst()
      : undefined
    await recordChange(tx, context, row, revoke)
    return { connector_id, discarded: Number(deleted?.numDeletedRows ?? 0) }
  })
}
