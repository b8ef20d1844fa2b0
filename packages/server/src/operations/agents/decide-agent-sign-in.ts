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
import { toGrant } from '#tokens/read-grant'
import { workspaceNotFound } from '#workspaces/find-workspace'

/** Lets a program act in one workspace, narrowed as the person says, or refuses it. */
export async function decideAgentSignIn(
  services: Services,
  context: RequestContext,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { manages = false, expires_in_days = GRANT_DAYS.usual } = body
  const workspace_id = body.workspace_id?.toLowerCase()
  if (workspace_id !== undefined) await assertMayGrant(services, context, workspace_id, manages)
  const signIn = await findSignIn(services, context, params.sign_in_id)
  if (!body.allow) return { redirect_to: await signIn.refuse() }
  if (workspace_id === undefined)
    throw invalid('body.workspace_id', 'body.workspace_id says where it may act')
  const { is_read_only, needs_recent_sign_in } = signIn.shown
  const narrowing = toGrant({ ...body.narrowing, ...(is_read_only && { read_only: true as const }) })
  if (manages && Object.keys(narrowing).length > 0)
    throw invalid('body.manages', 'body.manages goes with no narrowing')
  if (needs_recent_sign_in && narrowing.read_only !== true && !(await signIn.isRecent())) {
    throw new BulkheadError(
      'recent_sign_in_required',
      'Sign in again to let a program that nobody vouches for do more than read.',
    )
  }
  const { person = '', session = '', organization } = context
  const redirect_to = await grantSignIn(
    services,
    signIn,
    {
      ...{ organization, person, session, workspace_id, narrowing, manages },
      expires_at: new Date(Date.now() + expires_in_days * 86_400_000),
    },
    assertActive,
    (tx, grant_id) => recordAudit(tx, context, { workspace: workspace_id, subject: grant_id }),
  )
  return { redirect_to }
}

/**
 * Looks at the rights as they are now, and not as they were when the page was opened.
 *
 * @throws BulkheadError `workspace_not_found`, `not_permitted`
 */
async function assertMayGrant(
  { database }: Services,
  { organization, person = '' }: RequestContext,
  workspace_id: string,
  manages: boolean,
): Promise<void> {
  const membership = await readMembership(database, person)
  if (membership?.organization !== organization) throw workspaceNotFound()
  if (membership.member?.levels.has(workspace_id) === false) throw workspaceNotFound()
  const level = getGrantLevel(membership, workspace_id)
  const needed = manages ? 'manager' : 'user'
  if (level === 'manager' || level === needed) return
  throw new BulkheadError(
    'not_permitted',
    `This takes a ${needed} of the workspace, and you are a ${level ?? 'viewer'} of it.`,
  )
}
