import type { decideAgentSignIn as operation } from '@bulkhead/contract/people/agents'
import { createGrant } from '#agents/consent/create-grant'
import { findSignIn } from '#agents/consent/find-sign-in'
import { assertMayGrant, readDecision } from '#agents/consent/read-decision'
import { signInNotFound } from '#agents/consent/sign-in-not-found'
import { endGrant } from '#agents/end-grant'
import { recordAudit } from '#audit/record-audit'
import type { Handler } from '#operations/handler'
import { assertActive } from '#request/authorize'

/**
 * Allows a program to act in one workspace, with the restrictions that the person chose, or refuses it. The command
 * line may act in all workspaces.
 */
export const decideAgentSignIn: Handler<typeof operation> = async (services, context, { params, body }) => {
  await assertMayGrant(services.database, context, body)
  const signIn = await findSignIn(services, context, params.sign_in_id)
  if (!body.allow) {
    const redirect_to = await signIn.refuse()
    if (redirect_to === undefined) throw signInNotFound()
    return { redirect_to }
  }
  const { shown, grantee } = signIn
  const grant = await readDecision(context, shown, body, signIn.isRecent)
  const grant_id = await createGrant(services, grantee, grant, assertActive, (tx, subject) =>
    recordAudit(tx, context, {
      ...(grant.workspace_id !== null && { workspace: grant.workspace_id }),
      subject,
    }),
  )
  if (grant_id === undefined) throw signInNotFound()
  const redirect_to = await signIn.allow(grant_id)
  if (redirect_to !== undefined) return { redirect_to }
  // Another request decided in the meantime.
  const { organization } = context
  await endGrant(services, { organization, grant_id }, async () => {})
  throw signInNotFound()
}
