#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

/** 128 and the number of SIGPIPE: what a shell says of a command whose reader went away. */
const READER_GONE = 141

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(READER_GONE)
})

const args = process.argv.slice(2)
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

if (args.length === 1 && (args[0] === '--version' || args[0] === '-v')) {
  // Said at once: scripts ask for it.
  process.stdout.write(`${version}\n`)
} else {
  // Beside the packages and not in the system's folder for temporary files, where others may write what would be run.
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))
  const { run } = await import('./run.ts')
  const { ownTerminal } = await import('#terminal/terminal')
  process.exitCode = await run(args, ownTerminal(), version)
}
