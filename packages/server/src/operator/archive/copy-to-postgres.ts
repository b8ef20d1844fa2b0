import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { takeDirectory } from '#platform/database/pglite/directory-lock'
import { createPGlite } from '#platform/database/pglite/open-pglite'
import { connectOwner, ownerOfPGlite } from '#platform/database/postgres/owner-connection'
import { asBackupRole } from '#platform/database/roles/as-backup-role'
import { migrate, newestSchemaVersion } from '#platform/database/schema/migrate'
import { withSchemaLock } from '#platform/database/schema/schema-lock'
import { type KeySource, loadKeyring } from '#platform/vault/load-keyring'
import { type OpenedWorkspaces, openOnePerWorkspace } from '../open-one-per-workspace.ts'
import { OperatorError } from '../operator-error.ts'
import { archiveLines, type OnRows, rowsIn } from './archive-lines.ts'
import { prepareEmpty } from './empty-target.ts'
import { loadArchive } from './load-archive.ts'
import { proveRestored } from './prove-restored.ts'

export interface Copied extends OpenedWorkspaces {
  readonly rows: number
  readonly tables: number
  readonly to: string
}

/**
 * Copies the embedded database of a directory into an empty Postgres database, in one transaction. It commits only if
 * each table has as many rows as the source and every workspace opens there. It takes the lock of the directory, so
 * that no server runs on the directory in the meantime. The directory does not change.
 *
 * @throws Error with a sentence for the operator. Only empty tables are left behind then.
 */
export async function copyToPostgres(
  { directory, ...keySource }: KeySource & { directory: string },
  url: string,
  onRows: OnRows = () => {},
): Promise<Copied> {
  const database = join(directory, 'database')
  if (!existsSync(database)) {
    throw new OperatorError(
      `There is no embedded database in ${directory}. Set BULKHEAD_DATA_DIR to where it is.`,
    )
  }
  await using opened = new AsyncDisposableStack()
  const lock = takeDirectory(directory)
  opened.defer(() => lock.release())
  const keyring = loadKeyring({ ...keySource, directory }, true)
  const target = await connectOwner(url)
  opened.defer(() => target.close())
  const source = ownerOfPGlite(await createPGlite(database))
  opened.defer(() => source.close())
  const { host, pathname } = new URL(url)
  const place = `${host}${pathname}`
  await migrate(source)
  // Awaited here, because opened resources must stay open until it ends.
  return await withSchemaLock(target, async () => {
    await prepareEmpty(target, place, newestSchemaVersion())
    return asBackupRole(source, 'read only', (from) =>
      asBackupRole(target, 'read write', async (to) => {
        const header = await loadArchive(to, archiveLines(from, 'copy'), onRows)
        await proveRestored(to, keyring, keySource)
        return {
          rows: rowsIn(header),
          tables: header.tables.length,
          to: place,
          ...(await openOnePerWorkspace(to, keyring)),
        }
      }),
    )
  })
}
