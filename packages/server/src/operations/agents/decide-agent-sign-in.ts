import type { decideAgentSignIn as operation } from '@bulkhead/contract/people/agents'
import { allowSignIn } from '#agents/consent/allow-sign-in'
import { findSignIn } from '#agents/consent/find-sign-in'
import { assertMayGrant, readDecision } from '#agents/consent/read-decision'
import { signInNotFound } from '#agents/consent/sign-in-not-found'
import type { Handler } from '../handler.ts'

/**
 * Allows a program to act in one workspace, with the restrictions that the person chose, or refuses it. The command
 * line may act in all workspaces.
 */
export const decideAgentSignIn: Handler<typeof operation> = async (services, context, { params, body }) => {
  await assertMayGrant(services.database, context, body)
  const signIn = await findSignIn(services, context, params.sign_in_id)
  const { shown, redirect_to, isRecent, refuse } = signIn
  const isFirst = body.allow
    ? await allowSignIn(services, context, signIn, await readDecision(context, shown, body, isRecent))
    : await refuse()
  if (!isFirst) throw signInNotFound()
  return { redirect_to }
}
