import type { getFlowSession as operation } from '@bulkhead/contract/connect/clients'
import { readFlowSession } from '#connect/flow-view'
import type { Handler } from '../handler.ts'

/** Returns a connect session in the format of existing clients. */
export const getFlowSession: Handler<typeof operation> = (services, context, { params }) => {
  return readFlowSession(services, context, params.session_id)
}
