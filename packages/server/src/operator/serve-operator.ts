import { randomUUID } from 'node:crypto'
import { chmodSync, createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { addAbortSignal, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { BulkheadError } from '@bulkhead/contract/errors'
import {
  ARCHIVE_TRAILER,
  getCommandPath,
  OPERATOR_COMMANDS,
  OPERATOR_SOCKET,
  type OperatorMessage,
  type ServedCommandName,
} from '@bulkhead/contract/operator/operator-commands'
import { faultsOfInput } from '@bulkhead/contract/operator/operator-input'
import type { Services } from '#operations/services'
import { closeToOthers, OpenDirectoryError } from '#platform/database/pglite/close-to-others'
import { describeHolder, holdLock } from '#platform/database/pglite/directory-lock'
import { inSnapshot } from '#platform/database/roles/as-backup-role'
import type { Finding } from '#platform/finding'
import { archiveText } from './archive/archive-file.ts'
import { type ArchiveHeader, archiveLines } from './archive/archive-lines.ts'
import { createMeter, toReceipt } from './archive/write-archive.ts'
import { COMMANDS, type CommandContext, type ValueCommandName } from './operator-commands.ts'
import { OperatorError } from './operator-error.ts'

/** SQLSTATE: the login may not take the role that reads all rows. */
const INSUFFICIENT_PRIVILEGE = '42501'

const PARTIAL = /^(backup-[\da-f-]{36}\.partial|backup-scratch-\w{6})$/

/** Maximum length of a socket path: `sun_path` of unix(7) without its final NUL. macOS has four bytes less. */
const MOST_PATH_BYTES = process.platform === 'darwin' ? 103 : 107
const BODY_LIMIT = 65_536
/** Maximum size of the input of `providers apply` in bytes. Mappings of many workspaces are long. */
const FILE_LIMIT = 4_194_304
const PROGRESS_EVERY_MS = 200
/** Path at which `bulkhead doctor` asks the server for what it finds itself. */
export const EXAMINATION_PATH = '/examination'

/** Socket for operator commands. */
export interface OperatorSocket {
  /** Stops commands in progress, then removes the socket. */
  close(): Promise<void>
}

/**
 * Listens for operator commands on a Unix socket in the data directory. The permissions of the file are the only
 * authorization: every user who may open it may send commands. The commands cannot be reached in another way.
 *
 * @param examine Checks the installation with the settings of this server.
 * @returns Undefined, with a warning in the log, if another living process has the socket or none can be created. The
 *   server runs without it then.
 */
export async function serveOperator(
  services: Services,
  directory: string,
  examine?: () => Promise<readonly Finding[]>,
): Promise<OperatorSocket | undefined> {
  const { log } = services
  const path = join(directory, OPERATOR_SOCKET)
  if (Buffer.byteLength(path) > MOST_PATH_BYTES) {
    log.warn(
      `No operator socket: ${path} is longer than ${MOST_PATH_BYTES} bytes. Shorten BULKHEAD_DATA_DIR.`,
    )
    return undefined
  }
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    closeToOthers(directory, (message) => log.warn(message))
    const lock = holdLock(directory, 'operator.lock')
    if (lock === undefined) {
      log.warn(
        `No operator socket: ${path} belongs to ${describeHolder(directory, 'operator.lock')}. Operator commands go there; to have its own socket, give this server another BULKHEAD_DATA_DIR.`,
      )
      return undefined
    }
    try {
      removePartialBackups(directory)
      return await listen({ services, directory, examine }, path, () => lock.release())
    } catch (error) {
      lock.release()
      throw error
    }
  } catch (error) {
    const why = error instanceof OpenDirectoryError ? ` ${error.message}` : ''
    log.warn({ code: (error as { code?: string }).code }, `No operator socket: ${path} cannot be made.${why}`)
    return undefined
  }
}

/** What requests at the socket need. */
interface Served {
  readonly services: Services
  readonly directory: string
  readonly examine: (() => Promise<readonly Finding[]>) | undefined
}

async function listen(served: Served, path: string, closed: () => void): Promise<OperatorSocket> {
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  const server = createServer((request, response) => {
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const signal = AbortSignal.any([gone.signal, stopping.signal])
    const answering = answer(served, request, response, signal).finally(() => underWay.delete(answering))
    underWay.add(answering)
  })
  // The former holder has ended, because this process holds the lock.
  rmSync(path, { force: true })
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', resolve)
  })
  // `listen` creates the file, which must not be open to other users even for a moment.
  const mask = process.umask(0o177)
  server.listen(path)
  process.umask(mask)
  await listening
  chmodSync(path, 0o600)
  return {
    async close() {
      stopping.abort()
      const ended = new Promise((resolve) => server.close(resolve))
      await Promise.all(underWay)
      server.closeAllConnections()
      await ended
      closed()
    },
  }
}

async function answer(
  { services, directory, examine }: Served,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (request.url === EXAMINATION_PATH && examine !== undefined)
      return await sendFindings(request, response, examine)
    const name = getCommand(request)
    const input = await readInput(request, name, signal)
    services.log.info({ command: name, effect: OPERATOR_COMMANDS[name].effect }, 'operator command')
    if (name === 'backup') return await sendBackup(services, directory, response, signal)
    response.setHeader('content-type', 'application/x-ndjson')
    const onProgress = throttled<Progress>((progress) => send(response, { progress }))
    const run = COMMANDS[name as ValueCommandName] as (
      context: CommandContext,
      input: unknown,
    ) => Promise<unknown>
    send(response, { result: await run({ services, signal, onProgress }, input) })
    response.end()
  } catch (error) {
    if (!signal.aborted) services.log.warn(toLogged(error), 'operator command failed')
    fail(response, error)
  }
}

/** A HEAD request only asks whether a server is there. */
async function sendFindings(
  { method }: IncomingMessage,
  response: ServerResponse,
  examine: () => Promise<readonly Finding[]>,
): Promise<void> {
  response.setHeader('content-type', 'application/json')
  response.end(method === 'GET' ? JSON.stringify(await examine()) : undefined)
}

/**
 * Returns the loggable fields of an error. The message of a BulkheadError may repeat values from a caller or a
 * provider, so only its code is logged.
 */
function toLogged(error: unknown): Record<string, unknown> {
  return error instanceof BulkheadError && error.cause === undefined ? { code: error.code } : { err: error }
}

class UnknownCommandError extends OperatorError {}
class InputTooLongError extends OperatorError {}

function getCommand({ method, url }: IncomingMessage): ServedCommandName {
  const found = Object.entries(OPERATOR_COMMANDS).find(
    ([name, { runs }]) => runs === 'server' && getCommandPath(name) === url,
  )
  if (found === undefined || method !== 'POST') throw new UnknownCommandError('There is no such command.')
  return found[0] as ServedCommandName
}

async function readInput(
  request: IncomingMessage,
  name: ServedCommandName,
  signal: AbortSignal,
): Promise<unknown> {
  const body = await readBody(request, name === 'providers apply' ? FILE_LIMIT : BODY_LIMIT, signal)
  let input: unknown
  try {
    input = JSON.parse(body || '{}')
  } catch (cause) {
    throw new OperatorError('The input is not JSON.', { cause })
  }
  const faults = faultsOfInput(OPERATOR_COMMANDS[name].input, input)
  if (faults.length > 0) throw new OperatorError(`${name}: ${faults.join('; ')}.`)
  return input
}

async function readBody(request: IncomingMessage, limit: number, signal: AbortSignal): Promise<string> {
  addAbortSignal(signal, request)
  const parts: Buffer[] = []
  let bytes = 0
  // The connection must stay open for the error response although the body is not read to its end.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > limit) throw new InputTooLongError(`The input has more than ${limit} bytes.`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function send(response: ServerResponse, message: OperatorMessage): void {
  response.write(`${JSON.stringify(message)}\n`)
}

function fail(response: ServerResponse, error: unknown): void {
  // Sent bytes of an archive cannot be taken back. Without their trailer the receiver does not accept them as complete.
  if (response.headersSent && response.getHeader('content-type') !== 'application/x-ndjson') {
    response.destroy()
    return
  }
  const known = error instanceof OperatorError || error instanceof BulkheadError
  const message = known ? error.message : 'Something went wrong in the server; its log says what.'
  if (!response.headersSent) {
    response.removeHeader('trailer')
    // Otherwise the rest of the body would still be read.
    if (error instanceof InputTooLongError) response.setHeader('connection', 'close')
    response.setHeader('content-type', 'application/x-ndjson')
    response.statusCode = error instanceof UnknownCommandError ? 404 : known ? 409 : 500
  }
  send(response, { error: { message } })
  response.end()
}

type Progress = Parameters<CommandContext['onProgress']>[0]

function throttled<T>(call: (value: T) => void): (value: T) => void {
  let last = 0
  return (value) => {
    if (Date.now() - last < PROGRESS_EVERY_MS) return
    last = Date.now()
    call(value)
  }
}

/**
 * Sends one snapshot of everything that is stored, and then a trailer that describes it. On Postgres the snapshot is
 * read as fast as the caller receives it. The embedded engine has one session, so the snapshot is first written to a
 * file in the data directory: requests wait only while it is read.
 */
async function sendBackup(
  services: Pick<Services, 'database' | 'log' | 'version'>,
  directory: string,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const { database, log, version } = services
  log.info({ reason: 'operator: backup' }, 'backup role transaction')
  response.setHeader('content-type', 'application/octet-stream')
  response.setHeader('trailer', ARCHIVE_TRAILER)
  let header: ArchiveHeader | undefined
  const readSnapshot = (use: (text: Readable) => Promise<void>) =>
    inSnapshot(database, (tx) =>
      use(
        archiveText(archiveLines(tx, version), (read) => {
          header = read
        }),
      ),
    )
  const meter = createMeter()
  const send = (text: Readable) =>
    pipeline(text, createGzip(), meter.stream, response, { end: false, signal })

  if (database.engine === 'postgres') {
    await readSnapshot(send).catch((error) => {
      if ((error as { code?: unknown }).code !== INSUFFICIENT_PRIVILEGE) throw error
      throw new OperatorError(
        'The login of this server may not read all rows. Back up without the server: bulkhead operator backup --direct, with BULKHEAD_DATABASE_OWNER_URL.',
      )
    })
  } else {
    const file = join(directory, `backup-${randomUUID()}.partial`)
    try {
      await readSnapshot((text) =>
        pipeline(text, createWriteStream(file, { mode: 0o600, flags: 'wx' }), { signal }),
      )
      await send(createReadStream(file))
    } finally {
      await rm(file, { force: true })
    }
  }
  response.addTrailers({ [ARCHIVE_TRAILER]: JSON.stringify(toReceipt(header, meter.read())) })
  response.end()
}

/**
 * Removes partial backup files, which a killed process left. Such a file can be a whole archive. Call it with the lock
 * of the socket, before this process begins a backup.
 */
function removePartialBackups(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (PARTIAL.test(name)) rmSync(join(directory, name), { recursive: true, force: true })
  }
}
