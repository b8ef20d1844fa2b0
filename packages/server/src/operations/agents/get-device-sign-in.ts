import type { getDeviceSignIn as operation } from '@bulkhead/contract/people/device-sign-in'
import { findDeviceSignIn } from '#agents/consent/find-device-sign-in'
import type { Handler } from '../handler.ts'

/** Returns the command line that waits for the code that a person entered. */
export const getDeviceSignIn: Handler<typeof operation> = async (services, context, { body }) => {
  const { shown } = await findDeviceSignIn(services, context, body.user_code)
  return shown
}
