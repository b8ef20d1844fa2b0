import type { Input, Output } from '@bulkhead/contract/operation'
import type { getDeviceSignIn as operation } from '@bulkhead/contract/people/device-sign-in'
import { findDeviceSignIn } from '#agents/consent/find-device-sign-in'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'

/** Returns the command line that waits for the code that a person entered. */
export async function getDeviceSignIn(
  services: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { shown } = await findDeviceSignIn(services, context, body.user_code)
  return shown
}
