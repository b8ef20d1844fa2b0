import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { takeDirectory } from '#platform/database/pglite/directory-lock'
import { createPGlite } from '#platform/database/pglite/open-pglite'
import { connectOwner, ownerOfPGlite } from '#platform/database/postgres/owner-connection'
import { type ArchiveTransaction, asBackupRole } from '#platform/database/roles/as-backup-role'
import { migrate, newestSchemaVersion } from '#platform/database/schema/migrate'
import { withSchemaLock } from '#platform/database/schema/schema-lock'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { type KeySource, loadKeyring } from '#platform/vault/load-keyring'
import { SealError } from '#platform/vault/seal'
import { decryptCredentials } from '#platform/vault/sealed-values'
import { OperatorError } from '../operator-error.ts'
import { archiveLines, type OnRows, rowsIn } from './archive-lines.ts'
import { prepareEmpty } from './empty-target.ts'
import { loadArchive } from './load-archive.ts'
import { proveRestored } from './prove-restored.ts'

interface OpenedWorkspaces {
  readonly workspaces: number
  /**
   * Number of workspaces with a credential. One credential of each was opened. The data key of every workspace was
   * opened.
   */
  readonly opened_credentials: number
}

interface Row {
  organization_id: string
  workspace_id: string
  kek_version: number
  wrapped_dek: Uint8Array
  connector_id: string | null
  purpose: 'api' | 'refresh'
  origins: string[]
  sealed: Uint8Array
}

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

/**
 * Opens the data key of every workspace, and one credential of each workspace that has one. Neither is kept.
 *
 * @throws OperatorError that names a workspace whose key or credential does not open.
 */
async function openOnePerWorkspace(tx: ArchiveTransaction, keyring: Keyring): Promise<OpenedWorkspaces> {
  await tx.query(`
    declare opening no scroll cursor for
    select distinct on (k.organization_id, k.workspace_id) k.organization_id, k.workspace_id, k.kek_version,
      k.wrapped_dek, c.connector_id, c.purpose, c.origins, c.sealed
    from workspace_keys k
    left join connector_credentials c
      on c.organization_id = k.organization_id and c.workspace_id = k.workspace_id
    order by k.organization_id, k.workspace_id, c.connector_id
  `)
  let workspaces = 0
  let opened_credentials = 0
  while (true) {
    const rows = await tx.query<Row>('fetch 500 from opening')
    if (rows.length === 0) break
    for (const row of rows) {
      const { organization_id: organization, workspace_id: workspace, connector_id: connector } = row
      try {
        const dataKey = openDataKey(keyring, { organization, workspace }, row)
        if (connector !== null) {
          const { purpose, origins } = row
          decryptCredentials(dataKey, { organization, workspace, connector, purpose, origins }, row.sealed)
          opened_credentials += 1
        }
      } catch (cause) {
        if (!(cause instanceof SealError)) throw cause
        throw new OperatorError(
          `What workspace ${workspace} holds does not open with this key. Nothing was committed.`,
          { cause },
        )
      }
      workspaces += 1
    }
  }
  await tx.query('close opening')
  return { workspaces, opened_credentials }
}
