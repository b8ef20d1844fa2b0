import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readNewOperation, scaffoldOperation } from './scaffold/scaffold-operation.ts'

const HELP = `Begins an operation of the API.

  npm run operation:new -- <operationId> --resource <name> --path <path> --callers <kinds>
                           [--method <method>] [--audit <event>]

  <operationId>        verb and noun: archiveWorkspace
  --resource <name>    file of packages/contract/src: workspaces; a new one is begun
  --path <path>        /api/v1/workspaces/{workspace_id}/archive
  --callers <kinds>    who may call it, of application, scoped, narrowed, person: application,person
  --method <method>    GET, POST, PUT or DELETE; GET otherwise
  --audit <event>      what success records, as workspace.archived, or none; has to be said but for GET

It writes the value of the contract, the handler and its line, a sample for the isolation matrix, and a test that fails until
it says what the operation does. packages/contract/README.md says how to go on.
`

const root = join(import.meta.dirname, '..')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    resource: { type: 'string' },
    path: { type: 'string' },
    callers: { type: 'string' },
    method: { type: 'string' },
    audit: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const [id] = positionals
const { help, ...said } = values
if (help) process.stdout.write(HELP)
else if (id === undefined || positionals.length > 1) fail(HELP)
else begin(id)

function begin(operation: string): void {
  try {
    const read = (path: string) => {
      const file = join(root, path)
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined
    }
    const files = scaffoldOperation(readNewOperation({ id: operation, ...said }), read)
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
      process.stdout.write(`${path}\n`)
    }
    process.stdout.write('Next: packages/contract/README.md\n')
  } catch (error) {
    fail(`${(error as Error).message}\n`)
  }
}

function fail(message: string): void {
  process.stderr.write(message)
  process.exitCode = 1
}
