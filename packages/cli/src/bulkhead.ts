#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { readFileSync } from 'node:fs'

const USAGE = `bulkhead: credentials of third-party services, one compartment per customer

Usage
  bulkhead serve         start the server (--help lists its settings)
  bulkhead operator      organizations, keys and backups of a server (--help lists the commands)
  bulkhead definitions   check the documents of connectors (--help says how)
  bulkhead --version     print the version
  bulkhead --help        print this

Start here
  bulkhead serve
  Then open http://localhost:4747/docs
`

/** Runs a command line and answers the exit code: 0, or 1 when the command is not known or failed. */
async function run([command, ...rest]: string[]): Promise<number> {
  switch (command) {
    case 'serve':
      // Loaded here and not above: --help and --version must not wait for the server's modules.
      return (await import('./serve.ts')).serve(rest)
    case 'operator':
      return (await import('./operator/operator.ts')).operator(rest)
    case 'definitions':
      return (await import('./definitions/definitions.ts')).definitions(rest)
    case '--version':
    case '-v':
      process.stdout.write(`${version()}\n`)
      return 0
    case '--help':
    case '-h':
    case undefined:
      process.stdout.write(USAGE)
      return 0
    default:
      process.stderr.write(`bulkhead: there is no command "${command}".\n\n${USAGE}`)
      return 1
  }
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
}

process.exitCode = await run(process.argv.slice(2))
