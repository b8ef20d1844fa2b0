import type { Input, Output } from '@bulkhead/contract/operation'
import type { forgotPassword as operation } from '@bulkhead/contract/people/account'
import { mailPasswordLink } from '#people/account/mail-password-link'
import { foldAddress } from '#people/email-address'
import type { Arrival } from '#people/signed-in'
import type { Services } from '../services.ts'

/**
 * Sends a link for setting a new password, after the response. Neither the response nor its time reveals who has an
 * account.
 *
 * @throws BulkheadError `rate_limited`
 */
export async function forgotPassword(
  services: Services,
  { address }: Arrival,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { mailer, signInAttempts, backgroundTasks, database, issuer: publicUrl, log } = services
  // Each attempt counts, like a wrong password from the network.
  await signInAttempts.attempt(address, undefined, async () => undefined)
  if (mailer === undefined) return { mail: 'off' }
  if ((await mailer.findFailure()) !== undefined) return { mail: 'unreachable' }
  backgroundTasks.add(mailPasswordLink({ database, mailer, publicUrl, log }, foldAddress(body.email)))
  return { mail: 'asked' }
}
