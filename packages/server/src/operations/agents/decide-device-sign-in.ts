import type { decideDeviceSignIn as operation } from '@bulkhead/contract/people/device-sign-in'
import { allowSignIn } from '#agents/consent/allow-sign-in'
import { deviceSignInNotFound, findDeviceSignIn } from '#agents/consent/find-device-sign-in'
import { isRecentSession } from '#agents/consent/is-recent-session'
import { assertMayGrant, readDecision } from '#agents/consent/read-decision'
import type { Handler } from '../handler.ts'

/** Allows the command line on another device to act for a person who has signed in recently, or refuses it. */
export const decideDeviceSignIn: Handler<typeof operation> = async (services, context, { body }) => {
  await assertMayGrant(services.database, context, body)
  const signIn = await findDeviceSignIn(services, context, body.user_code)
  const shown = { ...signIn.shown, needs_recent_sign_in: 'always' as const }
  const isRecent = () => isRecentSession(services.database, context)
  const isFirst = body.allow
    ? await allowSignIn(services, context, signIn, await readDecision(context, shown, body, isRecent))
    : await signIn.refuse()
  if (!isFirst) throw deviceSignInNotFound()
  return { allowed: body.allow }
}
