import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { GRANT_DAYS, type decideAgentSignIn as operation } from '@bulkhead/contract/people/agents'
import { findSignIn } from '#agents/find-sign-in'
import { getGrantLevel } from '#agents/grant-level'
import { grantSignIn } from '#agents/grant-sign-in'
import { recordAudit } from '#audit/record-audit'
import { readMembership } from '#identity/read-membership'
import type { Services } from '#operations/services'
import { assertActive } from '#request/authorize'
import type { RequestContext } from '#request/principal'
import { workspaceNotFound } from '#workspaces/find-workspace'

/** Lets a program act in one workspace, narrowed as the person says, or refuses it. */
export async function decideAgentSignIn(
  services: Services,
  context: RequestContext,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const signIn = await findSignIn(services, context, params.sign_in_id)
  if (!body.allow) return { redirect_to: await signIn.refuse() }
  const { workspace_id, manages = false, expires_in_days = GRANT_DAYS.usual } = body
  if (workspace_id === undefined)
    throw invalid('body.workspace_id', 'body.workspace_id says where it may act')
  const narrowing = { ...body.narrowing, ...(signIn.shown.is_read_only && { read_only: true as const }) }
  const isReadOnly = narrowing.read_only === true
  if (manages && Object.keys(narrowing).length > 0)
    throw invalid('body.manages', 'body.manages goes with no narrowing')
  if (signIn.shown.needs_recent_sign_in && !isReadOnly && !(await signIn.isRecent())) {
    throw new BulkheadError(
      'recent_sign_in_required',
      'Sign in again to let a program that nobody vouches for do more than read.',
    )
  }
  const { person = '', organization } = context
  // As the rights are now, not as they were when the page was opened.
  const membership = await readMembership(services.database, person)
  const level = membership && getGrantLevel(membership, workspace_id.toLowerCase())
  if (
    membership?.organization !== organization ||
    (level === undefined && membership.member?.levels.get(workspace_id.toLowerCase()) === undefined)
  )
    throw workspaceNotFound()
  if (level === undefined)
    throw new BulkheadError(
      'not_permitted',
      'This takes a user of the workspace, and you are a viewer of it.',
    )
  if (manages && level !== 'manager')
    throw new BulkheadError(
      'not_permitted',
      'This takes a manager of the workspace, and you are a user of it.',
    )
  const redirect_to = await grantSignIn(
    services,
    signIn,
    {
      ...{ organization, person, workspace_id: workspace_id.toLowerCase(), narrowing, manages },
      expires_at: new Date(Date.now() + expires_in_days * 86_400_000),
    },
    assertActive,
    (tx, grant_id) => recordAudit(tx, context, { workspace: workspace_id, subject: grant_id }),
  )
  return { redirect_to }
}
