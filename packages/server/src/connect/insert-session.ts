import type { ConnectSession } from '@bulkhead/contract/connect/sessions'
import { type Insertable, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { type RequestContext, recordedActor } from '#access/request/principal'
import { createConnectToken } from '#access/tokens/connect-token'
import { holdRights } from '#access/tokens/still-counts'
import { recordAudit } from '#journal/audit/record-audit'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import { type SessionRow, toConnectSession } from './session-rows.ts'

export type NewSession = Pick<
  Insertable<Schema['connect_sessions']>,
  | 'kind'
  | 'definition_ids'
  | 'connector_id'
  | 'connector_name'
  | 'end_user_id'
  | 'end_user_email'
  | 'end_user_name'
  | 'allowed_origins'
  | 'redirect_url'
  | 'require_confirmation'
  | 'confirm_within'
  | 'on_existing'
  | 'entities'
  | 'locale'
  | 'is_lent'
> & { readonly expires_in: number }

/** New session, with the only copy of its token. */
export interface MadeSession {
  readonly row: SessionRow
  readonly token: string
}

/**
 * Inserts a session in a workspace, with the rights of the caller. A revocation of these rights ends the stored session.
 *
 * @throws BulkheadError `unauthenticated` if a right has ended since the request was authenticated.
 */
export async function insertSession(
  tx: TenantTransaction,
  context: RequestContext,
  workspace: { readonly workspace_id: string; readonly epoch: number },
  { expires_in, ...session }: NewSession,
): Promise<MadeSession> {
  await holdRights(tx, context)
  const token = createConnectToken()
  const row = await tx
    .insertInto('connect_sessions')
    .values({
      ...session,
      organization_id: context.organization,
      workspace_id: workspace.workspace_id,
      session_id: uuidv7(),
      token_hash: token.hash,
      ...recordedActor(context),
      person_session_id: context.session ?? null,
      token_id: context.token_id,
      parent_id: context.parent ?? null,
      secret_id: context.secret ?? null,
      organization_epoch: context.epochs.organization,
      application_epoch: context.epochs.application ?? null,
      person_epoch: context.epochs.person ?? null,
      // Set even if the caller is not bound to the workspace: deactivating a workspace ends its links permanently.
      workspace_epoch: workspace.epoch,
      expires_at: sql<Date>`now() + make_interval(secs => ${expires_in})`,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await recordAudit(tx, context, { workspace: workspace.workspace_id, subject: row.session_id })
  return { row, token: token.text }
}

/** Returns a new session as the API shows it once. */
export function toNewSession(
  issuer: string,
  { row, token }: MadeSession,
  workspace_name: string,
): ConnectSession & { url: string; token: string } {
  return {
    ...toConnectSession(row, workspace_name),
    url: getConnectUrl(issuer, row.session_id, token),
    token,
  }
}

/** Returns the connect link. Browsers do not send its fragment, so no log contains the token. */
export function getConnectUrl(issuer: string, session_id: string, token: string): string {
  return `${getPageUrl(issuer, session_id)}#${token}`
}

/** Returns the URL of a session's page, without the token that gives the right to use it. */
export function getPageUrl(issuer: string, session_id: string): string {
  return `${issuer}/connect/${session_id}`
}
