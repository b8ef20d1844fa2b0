import { asBackupRole } from '#platform/database/roles/as-backup-role'
import { grantBackupRole, migrate, schemaVersion, takeOwnership } from '#platform/database/schema/migrate'
import type { MigrationConnection } from '#platform/database/schema/migration-connection'
import { OperatorError } from '../operator-error.ts'
import { isEmpty } from './archive-tables.ts'

/**
 * Creates the schema of this version, or of an older archive, in an empty database. The caller holds the schema lock,
 * so that no server starts on the database in the meantime.
 *
 * @throws OperatorError if the database holds a row. Nothing was changed then.
 */
export async function prepareEmpty(
  connection: MigrationConnection,
  place: string,
  upTo: number,
): Promise<void> {
  const found = await schemaVersion(connection)
  if (found !== undefined) {
    // Row-level security hides all rows from the owner. Only the backup role can tell that there are none.
    await takeOwnership(connection)
    await grantBackupRole(connection)
    if (!(await asBackupRole(connection, 'read only', isEmpty))) {
      throw new OperatorError(`${place} is not empty. Nothing was changed; name an empty database.`)
    }
    if (found > upTo) {
      throw new OperatorError(
        `${place} has schema ${found}, but the archive has schema ${upTo}. Name a database that Bulkhead never used.`,
      )
    }
  }
  await migrate(connection, { runtimeLogin: null, upTo })
}
