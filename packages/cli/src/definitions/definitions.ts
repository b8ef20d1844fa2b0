import { checkPaths } from './check-paths.ts'

const NOT_UNDERSTOOD = 4
/** 128 and the number of SIGPIPE: what a shell says of a command whose reader went away. */
const READER_GONE = 141

const HELP = `bulkhead definitions: documents that teach Bulkhead a service

  bulkhead definitions check <file or folder>...

check reads connector documents, and OpenAPI 3 documents without extensions, and says of each whether a server
can use it. Each finding has its place, what is wrong and what to write. The last line of a document says its
name, its id and how many entities and operations it has. Nothing is sent anywhere.

A folder stands for the documents a server loads from it with BULKHEAD_CONNECTORS_DIR:
  <folder>/<name>/connector.yaml    a connector document (or .yml, .json)
  <folder>/<name>/openapi.yaml      any OpenAPI 3 document (or .yml, .json); <name> is what it is called

Exit code 0: all of them can be used, with or without warnings. 1: one cannot, or cannot be read.
4: the command line was not understood.

For example
  bulkhead definitions check acme/connector.yaml
  bulkhead definitions check connectors/

More: docs/connector-documents.md
`

/** Runs `bulkhead definitions …` and answers its exit code. */
export function definitions(args: readonly string[]): number {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(READER_GONE)
  })
  const [command, ...rest] = args
  const asksHelp = args.some((argument) => argument === '--help' || argument === '-h')
  if (command === undefined || asksHelp) {
    process.stdout.write(HELP)
    return 0
  }
  const paths = rest.filter((argument) => argument !== '--')
  const option = paths.find((argument) => argument.startsWith('-') && !rest.includes('--'))
  if (command !== 'check') return refuse(`there is no definitions command "${command}"; there is check`)
  if (option !== undefined) return refuse(`definitions check takes no option ${option}`)
  if (paths.length === 0) {
    return refuse(
      'definitions check needs a file or a folder, for example: bulkhead definitions check connectors/',
    )
  }
  return checkPaths(paths)
}

function refuse(why: string): number {
  process.stderr.write(`bulkhead: ${why}.\nSee: bulkhead definitions --help\n`)
  return NOT_UNDERSTOOD
}
