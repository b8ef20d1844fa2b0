import type { getAgentSignIn as operation } from '@bulkhead/contract/people/agents'
import { findSignIn } from '#agents/consent/find-sign-in'
import type { Handler } from '../handler.ts'

/**
 * Returns the program that asks to act for the signed-in person. Only the browser in which the request began gets it.
 */
export const getAgentSignIn: Handler<typeof operation> = async (services, context, { params }) => {
  const { shown } = await findSignIn(services, context, params.sign_in_id)
  return shown
}
