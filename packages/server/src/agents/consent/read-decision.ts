import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { Grant } from '@bulkhead/contract/grants'
import { GRANT_DAYS } from '@bulkhead/contract/people/agents'
import type { RequestContext } from '#access/request/principal'
import { assertActions, toGrant } from '#access/tokens/read-grant'
import { readMembership } from '#people/read-membership'
import type { Database } from '#platform/database/roles/confine'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import { getGrantLevel } from '../grant-level.ts'
import type { NewGrant } from './create-grant.ts'
import type { AskingClient } from './describe-client.ts'

/** Rights that a person gives a program. */
export interface Decision {
  readonly workspace_id?: string
  readonly everywhere?: true
  readonly narrowing?: Grant
  readonly manages?: boolean
  readonly expires_in_days?: number
}

/** Client and its request. */
export interface Asked extends AskingClient {
  readonly is_read_only: boolean
  /** Whether the person must have signed in recently. `always`: even to let the client read. */
  readonly needs_recent_sign_in: boolean | 'always'
}

/**
 * Makes sure that a person may grant what the decision says, by the current rights instead of those when the page was
 * opened.
 *
 * @throws BulkheadError `workspace_not_found`, `not_permitted`
 */
export async function assertMayGrant(
  database: Database,
  { organization, person = '' }: RequestContext,
  { workspace_id, manages = false }: Decision,
): Promise<void> {
  if (workspace_id === undefined) return
  const id = workspace_id.toLowerCase()
  const membership = await readMembership(database, person)
  if (membership?.organization !== organization) throw workspaceNotFound()
  if (membership.member?.levels.has(id) === false) throw workspaceNotFound()
  const level = getGrantLevel(membership, id)
  const needed = manages ? 'manager' : 'user'
  if (level === 'manager' || level === needed) return
  throw new BulkheadError(
    'not_permitted',
    `This requires the level ${needed} in the workspace; yours is ${level ?? 'viewer'}.`,
  )
}

/**
 * Reads the grant that a person decided to give.
 *
 * @throws BulkheadError `invalid_request`, `recent_sign_in_required`
 */
export async function readDecision(
  { organization, person = '', session = '' }: RequestContext,
  { client, can_reach_everything, is_read_only, needs_recent_sign_in }: Asked,
  decision: Decision,
  isRecent: () => Promise<boolean>,
): Promise<NewGrant> {
  const { workspace_id, everywhere = false, manages = false, expires_in_days = GRANT_DAYS.usual } = decision
  if (everywhere && !can_reach_everything)
    throw invalid('body.everywhere', 'body.everywhere is only for a command line that asks for everything')
  if (everywhere === (workspace_id !== undefined))
    throw invalid('body.workspace_id', 'body.workspace_id says where it may act')
  assertActions(decision.narrowing?.actions, 'body.narrowing')
  const narrowing = toGrant({ ...decision.narrowing, ...(is_read_only && { read_only: true as const }) })
  const isNarrowed = Object.keys(narrowing).length > 0
  if (manages && isNarrowed) throw invalid('body.manages', 'body.manages cannot be combined with a narrowing')
  if (everywhere && Object.keys(narrowing).some((part) => part !== 'read_only'))
    throw invalid('body.narrowing', 'body.narrowing can only be read_only when the grant covers everything')
  const needsRecent =
    needs_recent_sign_in === 'always' || (needs_recent_sign_in && narrowing.read_only !== true)
  if (needsRecent && !(await isRecent())) {
    const what = client.kind === 'first_party' ? 'the command line' : 'a program that nobody vouches for'
    const does = needs_recent_sign_in === 'always' ? 'act for you' : 'do more than read'
    throw new BulkheadError('recent_sign_in_required', `Sign in again to let ${what} ${does}.`)
  }
  return {
    ...{ organization, person, session, narrowing },
    workspace_id: workspace_id?.toLowerCase() ?? null,
    // The command line may do what the person may. Those rights are checked for each token.
    manages: client.kind === 'first_party' ? !isNarrowed : manages,
    expires_at: new Date(Date.now() + expires_in_days * 86_400_000),
  }
}
