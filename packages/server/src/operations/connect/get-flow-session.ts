import type { getFlowSession as operation } from '@bulkhead/contract/connect/clients'
import type { Input, Output } from '@bulkhead/contract/operation'
import { readFlowSession } from '#connect/flow-view'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'

/** Returns a connect session in the format of existing clients. */
export function getFlowSession(
  services: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return readFlowSession(services, context, params.session_id)
}
