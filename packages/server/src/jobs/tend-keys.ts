import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { sql } from 'kysely'
import { recordEvent } from '#journal/events/record-event'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Days for which a key is still listed after it expired. */
const KEPT_DAYS = 7
/** Maximum number of keys in one step. */
const AT_ONCE = 100
const KEY = ['organization_id', 'workspace_id', 'key_id'] as const

/**
 * Sends events about keys that expire soon, and deletes a chunk of expired keys.
 *
 * @returns Whether there may be more.
 */
export async function tendKeys(database: Database, log: Log): Promise<boolean> {
  const { due, expired } = await asOperator(database, log, 'find keys that end', async (tx) => {
    const due = await tx
      .selectFrom('access_keys')
      .select(KEY)
      .where('warn_at', '<=', sql<Date>`now()`)
      .orderBy('warn_at')
      .limit(AT_ONCE)
      .execute()
    const expired = await tx
      .selectFrom('access_keys')
      .select(KEY)
      .where('expires_at', '<', sql<Date>`now() - make_interval(days => ${KEPT_DAYS})`)
      .orderBy('expires_at')
      .limit(CHUNK)
      .execute()
    await deleteRows(tx, 'access_keys', KEY, expired)
    return { due, expired: expired.length }
  })
  for (const key of due) {
    await warn(database, key)
    await yieldToOthers()
  }
  return due.length === AT_ONCE || expired === CHUNK
}

type Due = Readonly<Record<(typeof KEY)[number], string>>

/** Writes the event for one key. Of several processes, only the one that changes the row writes it. */
async function warn(database: Database, { organization_id, workspace_id, key_id }: Due): Promise<void> {
  await asPrincipal(database, { organization: organization_id }, 'read write', async (tx) => {
    const key = await tx
      .updateTable('access_keys')
      .set({ warn_at: null })
      .where('workspace_id', '=', workspace_id)
      .where('key_id', '=', key_id)
      .where('warn_at', 'is not', null)
      .returning([
        'name',
        'hint',
        'expires_at',
        'last_used_at',
        sql<boolean>`expires_at > now()`.as('is_active'),
      ])
      .executeTakeFirst()
    if (key === undefined || !key.is_active) return
    await recordEvent(tx, {
      type: 'workspace_key.expiring',
      workspace_id,
      data: {
        key_id,
        key_name: key.name,
        hint: key.hint,
        expires_at: key.expires_at.toISOString(),
        last_used_at: key.last_used_at?.toISOString() ?? null,
      },
    })
  })
}
