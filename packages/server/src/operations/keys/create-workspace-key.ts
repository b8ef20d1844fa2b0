import { BulkheadError } from '@bulkhead/contract/errors'
import { MOST_KEYS, type createWorkspaceKey as operation } from '@bulkhead/contract/workspaces/keys'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { assertActive } from '#access/request/authorize'
import { recordedActor } from '#access/request/principal'
import { createAccessKey } from '#access/tokens/access-key'
import { readGrant } from '#access/tokens/read-grant'
import { assertStillCounts } from '#access/tokens/still-counts'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { LOCKS, lockText, shareTexts } from '#platform/database/schema/advisory-locks'
import { findPathWorkspace } from '#tenancy/workspaces/find-path-workspace'
import { SHOWN, toWorkspaceKey } from '#tenancy/workspaces/key-rows'
import type { Handler } from '../handler.ts'

/** Creates a key of a workspace with the rights of the caller. */
export const createWorkspaceKey: Handler<typeof operation> = async (
  { database },
  context,
  { params, body },
) => {
  const grant = readGrant(body)
  const { text, hash } = createAccessKey()
  const { expires_in_days: days = 90 } = body
  const create = async (tx: TenantTransaction) => {
    const workspace = await findPathWorkspace(tx, context, params)
    assertActive(workspace)
    const { workspace_id } = workspace
    // Waits for a transaction that is ending the rights of the person or grant behind the key, and makes later ones wait.
    const makers = [context.person, context.grant_id].filter((id) => id !== undefined)
    if (makers.length > 0) await shareTexts(tx, LOCKS.rights, makers)
    await assertRoom(tx, workspace_id)
    // Ending the caller's rights also ends its keys. The rights have not ended yet, and a request that ends them waits
    // from here on.
    await assertStillCounts(tx, context)
    const expires_at = sql<Date>`now() + make_interval(days => ${days})`
    const row = await tx
      .insertInto('access_keys')
      .values({
        organization_id: context.organization,
        workspace_id,
        key_id: uuidv7(),
        key_hash: hash,
        hint: text.slice(-4),
        name: body.name,
        narrowed_to: grant === undefined ? null : JSON.stringify(grant),
        ...recordedActor(context),
        organization_epoch: context.epochs.organization,
        application_epoch: context.epochs.application ?? null,
        person_epoch: context.epochs.person ?? null,
        workspace_epoch: workspace.epoch,
        grant_id: context.grant_id ?? null,
        expires_at,
        warn_at: sql<Date>`now() + make_interval(days => ${days}) - least(interval '7 days', make_interval(days => ${days}) / 2)`,
      })
      .returning(SHOWN)
      .executeTakeFirstOrThrow()
    await recordAudit(tx, context, { workspace: workspace_id, subject: row.key_id })
    return { ...toWorkspaceKey(row), key: text }
  }
  return asPrincipal(database, context, 'read write', create)
}

/** @throws BulkheadError `workspace_keys_full` */
async function assertRoom(tx: TenantTransaction, workspace_id: string): Promise<void> {
  await lockText(tx, LOCKS.workspaceKeys, workspace_id)
  const active = await tx
    .selectFrom('access_keys')
    .select('key_id')
    .where('workspace_id', '=', workspace_id)
    .where('expires_at', '>', sql<Date>`now()`)
    .limit(MOST_KEYS)
    .execute()
  if (active.length < MOST_KEYS) return
  throw new BulkheadError(
    'workspace_keys_full',
    `The workspace has ${MOST_KEYS} active keys already. Revoke one that is no longer used, then make a new one.`,
  )
}
