import pino from 'pino'
import { openPGlite } from '#platform/database/pglite/open-pglite'
import { asOperator } from '#platform/database/roles/as-operator'

/** Process that commits a number of transactions to the embedded database in a directory. */
const [directory = '', commits = '0'] = process.argv.slice(2)
// A destination of its own: pino's default one syncs too, when the process ends.
const log = pino({ level: 'silent' }, { write: () => {} })
const database = await openPGlite(directory)
for (let commit = 0; commit < Number(commits); commit += 1) {
  await asOperator(database, log, 'test', (tx) =>
    tx
      .insertInto('keyring_versions')
      .values({ version: commit + 1, proof: Buffer.of(1) })
      .execute(),
  )
}
await database.close()
