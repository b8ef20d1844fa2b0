import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Writable } from 'node:stream'
import { openTarget } from '@bulkhead/server/main/open-backups'
import { VERSION } from '@bulkhead/server/main/version'
import { storeDirectBackup, writeDirectBackup } from '@bulkhead/server/operator/backups/direct-backup'
import { OperatorError } from '@bulkhead/server/operator/operator-error'
import { syncFolder, writeWhole } from '#output/whole-file'
import { readBackupSettings } from './settings.ts'

const OWNER_ONLY = 0o600

/**
 * Makes a backup in this process, without a running server: to the file, or if there is none to the place that the
 * settings name. @throws Error with a sentence for the operator.
 */
export async function backUpDirectly(
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
  onBytes: (bytes: number) => void,
) {
  const { databaseOwnerUrl, dataDirectory, backups } = readBackupSettings(environment, file === undefined)
  if (databaseOwnerUrl === undefined)
    throw new OperatorError(
      'Set BULKHEAD_DATABASE_OWNER_URL: postgres://login:password@host/database, with the login that migrates. An embedded database is backed up by its running server: leave --direct out.',
    )
  const source = { ownerUrl: databaseOwnerUrl, version: VERSION }
  if (file !== undefined) {
    const receipt = await writeWhole(
      file,
      (handle) => writeDirectBackup(source, () => toWritable(handle), { onBytes }),
      OWNER_ONLY,
    )
    await syncFolder(dirname(file))
    return { file, ...receipt }
  }
  if (backups === undefined)
    throw new OperatorError('Name a file, or set BULKHEAD_BACKUP_TO to a folder or s3://bucket/prefix.')
  const target = await openTarget(backups.to, new AbortController().signal)
  return storeDirectBackup(source, { target, keep: backups.keep }, dataDirectory, { onBytes })
}

function toWritable(handle: FileHandle): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => void handle.writeFile(chunk).then(() => done(), done),
  })
}
