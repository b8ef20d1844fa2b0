#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { DEFAULT_DATA_DIRECTORY } from '@bulkhead/contract/values/environment'
import { keepCompiledCode } from './keep-compiled-code.ts'
import { useProxy } from './use-proxy.ts'

/** Exit code 128 + 13 (SIGPIPE), as shells report a command whose reader closed the pipe. */
const READER_GONE = 141

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit(READER_GONE)
  end(1, { code: 'failed', message: `The output cannot be written: ${code}.` })
})
// A message that nobody reads. The exit code still tells how the command ended.
process.stderr.on('error', () => {})

const args = process.argv.slice(2)
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

if (args.length === 1 && (args[0] === '--version' || args[0] === '-v')) {
  // Printed before anything else is loaded: scripts ask for it.
  process.stdout.write(`${version}\n`)
} else {
  // Data, keys, sockets and backups of these commands must be accessible to their owner only.
  if (args[0] === 'serve' || args[0] === 'operator') process.umask(0o077)
  if (args[0] === 'serve') keepCompiledCode(process.env.BULKHEAD_DATA_DIR || DEFAULT_DATA_DIRECTORY)
  // The server has its own proxy setting for its requests.
  if (args[0] !== 'serve' && args[0] !== 'operator' && !useProxy(process.env)) {
    // The message does not repeat the variable: it may hold a password.
    const message = 'HTTPS_PROXY and HTTP_PROXY must be like http://proxy.example:3128.'
    end(4, { code: 'configuration', message })
  }
  const { run } = await import('./run.ts')
  const { ownTerminal } = await import('#terminal/terminal')
  process.exitCode = await run(args, ownTerminal(), version)
}

/** Ends the process with an error, before or without the code that reports the others. */
function end(exitCode: number, error: { readonly code: string; readonly message: string }): never {
  const { stderr } = process
  stderr.write(stderr.isTTY ? `bulkhead: ${error.message}\n` : `${JSON.stringify(error)}\n`)
  process.exit(exitCode)
}
