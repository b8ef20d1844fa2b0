import type { decideDeviceSignIn as operation } from '@bulkhead/contract/people/device-sign-in'
import { createGrant } from '#agents/consent/create-grant'
import { deviceSignInNotFound, findDeviceSignIn } from '#agents/consent/find-device-sign-in'
import { isRecentSession } from '#agents/consent/is-recent-session'
import { assertMayGrant, readDecision } from '#agents/consent/read-decision'
import { endGrant } from '#agents/end-grant'
import { recordAudit } from '#audit/record-audit'
import type { Handler } from '#operations/handler'
import { assertActive } from '#request/authorize'

/** Allows the command line on another device to act for a person who has signed in recently, or refuses it. */
export const decideDeviceSignIn: Handler<typeof operation> = async (services, context, { body }) => {
  await assertMayGrant(services.database, context, body)
  const { shown, grantee, allow, refuse } = await findDeviceSignIn(services, context, body.user_code)
  if (!body.allow) {
    if (!(await refuse())) throw deviceSignInNotFound()
    return { allowed: false }
  }
  const grant = await readDecision(context, { ...shown, needs_recent_sign_in: 'always' }, body, () =>
    isRecentSession(services.database, context),
  )
  const record = { ...(grant.workspace_id !== null && { workspace: grant.workspace_id }) }
  const grant_id = await createGrant(services, grantee, grant, assertActive, (tx, subject) =>
    recordAudit(tx, context, { ...record, subject }),
  )
  if (grant_id === undefined) throw deviceSignInNotFound()
  if (await allow(grant_id)) return { allowed: true }
  // Another request decided in the meantime.
  const { organization } = context
  await endGrant(services, { organization, grant_id }, async () => {})
  throw deviceSignInNotFound()
}
