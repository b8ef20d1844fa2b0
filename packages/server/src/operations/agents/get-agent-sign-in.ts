import type { Input, Output } from '@bulkhead/contract/operation'
import type { getAgentSignIn as operation } from '@bulkhead/contract/people/agents'
import { findSignIn } from '#agents/consent/find-sign-in'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'

/**
 * Returns the program that asks to act for the signed-in person. Only the browser in which the request began gets it.
 */
export async function getAgentSignIn(
  services: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { shown } = await findSignIn(services, context, params.sign_in_id)
  return shown
}
