import { assertActive } from '#access/request/authorize'
import type { RequestContext } from '#access/request/principal'
import { recordAudit } from '#journal/audit/record-audit'
import { endGrant } from '../end-grant.ts'
import { createGrant, type Grantee, type NewGrant } from './create-grant.ts'

/** Sign-in of a program that waits for the decision of a person. */
export interface WaitingSignIn {
  readonly grantee: Grantee
  /** Allows the program to get its code. @returns Whether nobody had decided before. */
  allow(grant_id: string): Promise<boolean>
  /** Refuses the program. @returns Whether nobody had decided before. */
  refuse(): Promise<boolean>
}

type Dependencies = Parameters<typeof createGrant>[0] & Parameters<typeof endGrant>[0]

/**
 * Grants what a person allows. If another request decides in the meantime, the grant is ended again.
 *
 * @returns Whether this decision counts.
 * @throws BulkheadError `workspace_not_found`, `workspace_inactive`, `agent_sign_in_not_found`, `passwords_off`;
 *   `unauthenticated` if the session has ended
 */
export async function allowSignIn(
  services: Dependencies,
  context: RequestContext,
  { grantee, allow }: Pick<WaitingSignIn, 'grantee' | 'allow'>,
  grant: NewGrant,
): Promise<boolean> {
  const { organization, workspace_id } = grant
  const place = { ...(workspace_id !== null && { workspace: workspace_id }) }
  const grant_id = await createGrant(services, grantee, grant, assertActive, (tx, subject) =>
    recordAudit(tx, context, { ...place, subject }),
  )
  if (grant_id === undefined) return false
  if (await allow(grant_id)) return true
  await endGrant(services, { organization, grant_id }, async () => {})
  return false
}
