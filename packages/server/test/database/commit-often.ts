import pino from 'pino'
import { asOperator } from '#database/as-operator'
import { openPGlite } from '#database/open-pglite'

/** A process of its own that commits so many transactions to the embedded database of a directory. */
const [directory = '', commits = '0'] = process.argv.slice(2)
const database = await openPGlite(directory)
for (let commit = 0; commit < Number(commits); commit += 1) {
  await asOperator(database, pino({ level: 'silent' }), 'test', (tx) =>
    tx
      .insertInto('keyring_versions')
      .values({ version: commit + 1, proof: Buffer.of(1) })
      .execute(),
  )
}
await database.close()
