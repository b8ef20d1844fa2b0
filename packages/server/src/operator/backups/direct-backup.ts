import { randomUUID } from 'node:crypto'
import { createWriteStream, mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import type { ArchiveReceipt } from '@bulkhead/contract/operator/operator-commands'
import { connectOwner } from '#platform/database/postgres/owner-connection'
import { asBackupRole } from '#platform/database/roles/as-backup-role'
import { getSqlstate } from '#platform/database/schema/sqlstate'
import { type WriteOptions, writeArchive } from '../archive/write-archive.ts'
import { OperatorError } from '../operator-error.ts'
import { type BackupTarget, listBackups, removeOldBackups, toBackupName } from './backup-target.ts'

/** Source of a backup that is made without a running server. */
export interface DirectSource {
  /** URL of Postgres with the login that migrates. */
  readonly ownerUrl: string
  readonly version: string
}

const OWNER = 'BULKHEAD_DATABASE_OWNER_URL'
const INSUFFICIENT_PRIVILEGE = '42501'
/** SQLSTATEs of a missing role, table or schema. */
const NOT_MIGRATED: ReadonlySet<string | undefined> = new Set(['22023', '42704', '42P01', '3F000'])

/** Writes one snapshot of everything that is stored to a stream, read by the login that migrates. */
export async function writeDirectBackup(
  { ownerUrl, version }: DirectSource,
  open: () => Writable,
  options?: WriteOptions,
): Promise<ArchiveReceipt> {
  const connection = await connectOwner(ownerUrl, OWNER)
  try {
    return await asBackupRole(connection, 'read only', (tx) => writeArchive(tx, version, open(), options))
  } catch (error) {
    const state = getSqlstate(error)
    if (state === INSUFFICIENT_PRIVILEGE)
      throw new OperatorError(`The login of ${OWNER} may not read all rows. Use the login that migrates.`)
    if (NOT_MIGRATED.has(state))
      throw new OperatorError(
        `The database of ${OWNER} has no Bulkhead schema. Run "bulkhead operator migrate" first.`,
      )
    throw error
  } finally {
    await connection.close().catch(() => {})
  }
}

/**
 * Makes a backup at a target, named for its time, and removes the oldest ones beyond the number that is kept.
 *
 * @param directory Folder in which the archive is written until the target has it.
 */
export async function storeDirectBackup(
  source: DirectSource,
  { target, keep }: { readonly target: BackupTarget; readonly keep: number },
  directory: string,
  options?: WriteOptions,
): Promise<ArchiveReceipt & { readonly file: string; readonly removed: number }> {
  const now = Date.now()
  const name = toBackupName(new Date(now))
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = join(directory, `backup-${randomUUID()}.partial`)
  try {
    const open = () => createWriteStream(file, { mode: 0o600, flags: 'wx' })
    const receipt = await writeDirectBackup(source, open, options)
    await target.put(name, file, receipt.sha256)
    const { past } = await listBackups(target, now)
    const removed = await removeOldBackups(target, past, keep)
    return { file: `${target.place.replace(/\/$/, '')}/${name}`, ...receipt, removed: removed.length }
  } finally {
    await rm(file, { force: true })
  }
}
