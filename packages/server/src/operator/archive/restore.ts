import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { takeDirectory } from '#platform/database/pglite/directory-lock'
import { unpackTemplate } from '#platform/database/pglite/embedded-template'
import { createPGlite } from '#platform/database/pglite/open-pglite'
import { connectOwner, ownerOfPGlite } from '#platform/database/postgres/owner-connection'
import { asBackupRole } from '#platform/database/roles/as-backup-role'
import { migrate, newestSchemaVersion } from '#platform/database/schema/migrate'
import type { MigrationConnection } from '#platform/database/schema/migration-connection'
import { withSchemaLock } from '#platform/database/schema/schema-lock'
import type { Keyring } from '#platform/vault/keyring'
import { type KeySource, loadKeyring } from '#platform/vault/load-keyring'
import { OperatorError } from '../operator-error.ts'
import { readArchive, verifyArchive } from './archive-file.ts'
import { type ArchiveHeader, type OnRows, rowsIn } from './archive-lines.ts'
import { prepareEmpty } from './empty-target.ts'
import { loadArchive } from './load-archive.ts'
import { proveRestored } from './prove-restored.ts'

/** Destination of a backup. */
export type RestoreTarget = { readonly directory: string } | { readonly url: string }

export interface Restored {
  readonly rows: number
  readonly organizations: number
  readonly workspaces: number
  /** Time of the backup, as ISO-8601. */
  readonly made_at: string
  readonly into: string
}

/**
 * Loads an archive into an empty directory or database. The whole file is checked before anything is written. All rows
 * are added in one transaction, which commits only if the key opens their data.
 *
 * @throws Error with a sentence for the operator. On Postgres, only empty tables are left behind then; otherwise
 *   nothing.
 */
export async function restore(
  file: string,
  target: RestoreTarget,
  keySource: KeySource,
  onRows: OnRows = () => {},
): Promise<Restored> {
  const header = await verifyArchive(file)
  const keyring = keyringFor(header, keySource)
  const load = (connection: MigrationConnection, place: string) =>
    loadInto(connection, place, header, file, { keyring, keySource }, onRows)
  const into =
    'url' in target
      ? await intoPostgres(target.url, load)
      : await intoDirectory(target.directory, header, load)
  const getRows = (name: string) => header.tables.find((table) => table.name === name)?.rows ?? 0
  return {
    rows: rowsIn(header),
    organizations: getRows('bulkhead.organizations'),
    workspaces: getRows('bulkhead.workspaces'),
    made_at: header.created_at,
    into,
  }
}

type Load = (connection: MigrationConnection, place: string) => Promise<void>

async function loadInto(
  connection: MigrationConnection,
  place: string,
  header: ArchiveHeader,
  file: string,
  { keyring, keySource }: { readonly keyring: Keyring; readonly keySource: KeySource },
  onRows: OnRows,
): Promise<void> {
  await withSchemaLock(connection, async () => {
    await prepareEmpty(connection, place, header.schema_version)
    await asBackupRole(connection, 'read write', async (tx) => {
      await loadArchive(tx, readArchive(file), onRows)
      await proveRestored(tx, keyring, keySource)
    })
    await migrate(connection, { runtimeLogin: null })
  })
}

async function intoPostgres(url: string, load: Load): Promise<string> {
  const owner = await connectOwner(url)
  const { host, pathname } = new URL(url)
  const place = `${host}${pathname}`
  try {
    await load(owner, place)
    return place
  } finally {
    await owner.close()
  }
}

/**
 * Restores into a directory. The files are moved into place when they are complete, so that a killed restore does not
 * leave a partial database.
 */
async function intoDirectory(
  directory: string,
  { schema_version }: ArchiveHeader,
  load: Load,
): Promise<string> {
  const lock = takeDirectory(directory)
  const database = join(directory, 'database')
  const unfinished = join(directory, 'database.restoring')
  try {
    if (existsSync(database)) {
      throw new OperatorError(
        `${directory} holds a database. Nothing was changed; move it away, or set BULKHEAD_DATA_DIR to another directory.`,
      )
    }
    rmSync(unfinished, { recursive: true, force: true })
    // Migrating an empty database takes seconds. The template is migrated already.
    if (schema_version === newestSchemaVersion()) await unpackTemplate(unfinished)
    const pglite = await createPGlite(unfinished)
    try {
      await load(ownerOfPGlite(pglite), directory)
    } finally {
      await pglite.close()
    }
    renameSync(unfinished, database)
    const folder = openSync(directory, 'r')
    fsyncSync(folder)
    closeSync(folder)
    return directory
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
    lock.release()
  }
}

/** Returns the keyring that an archive needs, before anything is loaded. */
function keyringFor({ kek_versions }: ArchiveHeader, { directory, ...given }: KeySource): Keyring {
  const beside = directory !== undefined && existsSync(join(directory, 'key'))
  if ((given.key ?? given.keyFile ?? given.remoteKeys) === undefined && !beside) {
    throw new OperatorError(
      `A backup contains no key. Provide the one that it was sealed under (version ${kek_versions.join(', ')}): BULKHEAD_KEY, BULKHEAD_KEY_FILE${directory === undefined ? '' : `, or the file ${join(directory, 'key')}`}.`,
    )
  }
  const keyring = loadKeyring({ ...given, ...(beside && { directory }) }, true)
  const missing = kek_versions.filter((version) => !keyring.versions.includes(version))
  if (missing.length > 0) {
    throw new OperatorError(
      `This backup needs key version ${missing.join(', ')}, but the given key has ${keyring.versions.join(', ')}. Without it nothing in the backup can be opened; nothing was changed.`,
    )
  }
  return keyring
}
