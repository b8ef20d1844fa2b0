import { invalid } from '@bulkhead/contract/errors'
import type { beginEmailChange as operation } from '@bulkhead/contract/people/account'
import { confirmPassword } from '#people/account/confirm-password'
import { mailEmailLink } from '#people/account/mail-email-link'
import { foldAddress } from '#people/email-address'
import {
  hasSecondFactor,
  proveSecondFactor,
  secondFactorRequired,
} from '#people/second-factor/prove-second-factor'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/**
 * Sends a link to a new address, after the response. Neither the response nor its time reveals whether the address has
 * an account.
 */
export const beginEmailChange: Handler<typeof operation> = async (services, context, { body }) => {
  const { mailer, signInAttempts, backgroundTasks, database, issuer: publicUrl, log } = services
  const { organization, request_id } = context
  const confirmed = await confirmPassword(services, context, body.current_password, async () => {})
  const { person, session } = confirmed
  const email = foldAddress(body.email)
  if (email === confirmed.email) throw invalid('body.email', 'body.email is your address already')
  // Each attempt counts, because the mail goes to any address that the caller enters.
  await signInAttempts.attempt(`mail ${person}`, `mail ${person}`, async () => undefined)
  if (mailer === undefined) return { mail: 'off' }
  if ((await mailer.findFailure()) !== undefined) return { mail: 'unreachable' }
  if (await asIdentity(database, 'read only', (tx) => hasSecondFactor(tx, person))) {
    if (body.code === undefined) throw secondFactorRequired()
    await proveSecondFactor(services, { organization, person, code: body.code, request_id })
  }
  backgroundTasks.add(
    mailEmailLink({ database, mailer, publicUrl, log }, { organization, person, session, email }),
  )
  return { mail: 'asked' }
}
