import type { updateFlowSession as operation } from '@bulkhead/contract/connect/clients'
import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { readFlowSession } from '#connect/flow-view'
import type { Handler } from '../handler.ts'

/** Accepts the connector that a client believes a session led to, and returns the session. Changes nothing. */
export const updateFlowSession: Handler<typeof operation> = async (services, context, { params, body }) => {
  if (body.auth_payload != null) {
    throw new BulkheadError('not_supported', 'End users give credentials on the page of the session.')
  }
  const session = await readFlowSession(services, context, params.session_id)
  if (body.source_id != null && body.source_id.toLowerCase() !== session.source_id) {
    throw invalid('body.source_id', 'source_id is not the connector of this session', 'connector_not_found')
  }
  return session
}
