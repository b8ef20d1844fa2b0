import { openPGlite } from '#platform/database/pglite/open-pglite'

/** A process of its own that opens the embedded database of a directory, says so, and stays. */
await openPGlite(process.argv[2] ?? '')
process.stdout.write('holding\n')
setInterval(() => {}, 60_000)
