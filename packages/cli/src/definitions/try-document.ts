import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type ChosenAuth,
  chooseAuthOption,
  createEgressPolicy,
  createSender,
  type Definition,
  findOperation,
  getAuth,
  getSecrets,
  type PlanContext,
  type PlannedRequest,
  planDownload,
  planRequest,
  resolveTarget,
  type UpstreamResponse,
} from '@bulkhead/engine'
import { exampleResponse } from '@bulkhead/engine/describe'
import { EngineError } from '@bulkhead/engine/errors'
import { readResponse } from '@bulkhead/engine/read'
import { encodeForm, encodeStrictly } from '@bulkhead/engine/text'
import type { Call } from '#command/command'
import { CommandError, EXIT, UsageError } from '#command/command-error'
import { splitPair } from '#command/split-pair'
import { write } from '#output/print'
import { printable } from '#output/printable'
import { askChoice, askSecret, confirm } from '#terminal/ask'
import { readJsonObject } from '#terminal/read-input'
import { waitFor } from '#terminal/show-waiting'
import { canAsk } from '#terminal/terminal'
import { collectDocuments } from './collect-documents.ts'
import { attemptPath, loadPath } from './load-path.ts'

const CREDENTIALS = 'BULKHEAD_CREDENTIALS'
const MASK = '***'

/**
 * Plans an operation of a local document and prints the request. With `--send` it also sends it and prints the
 * response. With `--mock` a mock of the service responds.
 */
export async function tryDocument(call: Call): Promise<number> {
  const { terminal, flags, args } = call
  const [path = '', entity = '', action = '', params = '{}'] = args
  const isSent = flags.send === true
  const isMocked = flags.mock === true
  if (isSent && isMocked)
    throw new UsageError('--send calls the service and --mock does not. Use one of them.')
  const definition = loadOne(path, isMocked)
  const asked = { entity, action, params: await readJsonObject(params, 'params', terminal) }
  // A misspelled operation is reported before anybody types a credential.
  attempt(() => findOperation(definition, entity, action))
  const given = await getCredentials(call, definition, isSent)
  const { context, planned, secrets } = attempt(() => plan(definition, given, call, asked))
  const hide = (text: string) => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, MASK), text)
  await write(terminal.stdout, toLines(hide(toText(planned))))
  if (isMocked) {
    const response = await sendToMock(planned, call.signal)
    await write(
      terminal.stdout,
      toLines(hide(`\n${responseText(response)}\n${resultText(planned, response)}`)),
    )
    return EXIT.done
  }
  if (!isSent) return EXIT.done
  if (planned.effect !== 'read') await confirm(call, `Send this to ${context.base_url.host}?`)
  const sending = send(context.base_url, planned, call.signal)
  const response = await waitFor(terminal, 'Waiting for the service', sending)
  await write(terminal.stdout, toLines(hide(`\n${responseText(response)}`)))
  return response.status < 400 ? EXIT.done : EXIT.failed
}

function loadOne(path: string, with_answers: boolean): Definition {
  const [document, ...others] = attemptPath(path, () => collectDocuments(path))
  if (document !== undefined && others.length === 0) return loadPath(document, { with_answers })
  throw new UsageError(`${path} holds several documents. Name one.`)
}

/** Runs work, and converts errors of the engine to those of a command. @throws {CommandError} */
function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const hint = 'Pass settings with --setting name=value'
    if (error instanceof EngineError)
      throw new CommandError(
        EXIT.invalid,
        error.code,
        error.message,
        /_setting$/.test(error.code) ? hint : undefined,
      )
    throw error
  }
}

type Credentials = Readonly<Record<string, unknown>>

/**
 * Returns credentials from the environment, or else typed ones. Undefined if the request is only printed: then none are
 * needed.
 */
async function getCredentials(
  { terminal }: Call,
  { auth_options }: Definition,
  isSent: boolean,
): Promise<Credentials | undefined> {
  const given = terminal.environment[CREDENTIALS]
  if (given) return readJsonObject(given, CREDENTIALS, terminal)
  if (!isSent) return undefined
  const needing = auth_options.filter(({ anonymous }) => anonymous !== true)
  if (needing.length < auth_options.length || needing.length === 0) return {}
  if (!canAsk(terminal)) {
    const hint = `Give them as JSON: ${CREDENTIALS}='{"${needing[0]?.fields[0]?.name}": "…"}'`
    throw new UsageError('The service needs credentials.', hint)
  }
  const names = needing.map(({ title }) => title)
  const at = needing.length === 1 ? 0 : await askChoice(terminal, 'Which credentials?', names)
  const answers: Record<string, string> = {}
  for (const { name, required } of needing[at]?.fields ?? [])
    if (required) answers[name] = await askSecret(terminal, name)
  return answers
}

interface Plan {
  readonly context: PlanContext
  readonly planned: PlannedRequest
  /** Secrets that are never printed, each as it is and URL-encoded. */
  readonly secrets: readonly string[]
}

/** @throws {EngineError} */
function plan(
  definition: Definition,
  credentials: Credentials | undefined,
  { flags }: Call,
  asked: { readonly entity: string; readonly action: string; readonly params: Record<string, unknown> },
): Plan {
  const chosen = credentials === undefined ? standIn(definition) : chooseAuthOption(definition, credentials)
  const typed = (flags.setting ?? []) as readonly string[]
  const given = Object.fromEntries(typed.map((pair) => splitPair(pair, '--setting must be name=value')))
  // A mock stands in for the server, so it does not matter that a document names none.
  const isNameless = definition.settings.some(({ name }) => name === 'base_url')
  const settings = flags.mock === true && isNameless ? { base_url: 'https://api.example', ...given } : given
  const base_url = typeof flags['base-url'] === 'string' ? flags['base-url'] : undefined
  const target = resolveTarget(definition, { settings, base_url }, chosen)
  const { option: auth_option, credentials: own } = chosen
  const tokens = credentials === undefined ? { tokens: { access_token: MASK } } : {}
  const context = { definition, ...target, auth_option, credentials: own, ...tokens, now: Date.now() }
  const planned =
    asked.action === 'download' ? planDownload(context, asked).request : planRequest(context, asked)
  // Everything that authentication adds is hidden, even if it only identifies the caller.
  const { headers, query } = getAuth(context)
  const written = [...Object.values(headers), ...query.map(([, value]) => value)]
  const texts = [...getSecrets(auth_option, own), ...written].filter((text) => text.trim() !== '')
  const secrets = texts.flatMap((text) => [text, encodeStrictly(text) ?? text, encodeForm(text) ?? text])
  return { context, planned, secrets: secrets.sort((a, b) => b.length - a.length) }
}

/** Returns placeholder credentials for a request that is not sent. */
function standIn({ auth_options, display_name }: Definition): ChosenAuth {
  const option = auth_options.find(({ kind }) => kind !== 'oauth2') ?? auth_options[0]
  if (option === undefined)
    throw new EngineError('not_supported', `${display_name} has no way to authenticate.`)
  return { option, credentials: Object.fromEntries(option.fields.map(({ name }) => [name, MASK])) }
}

function toText({ method, url, headers, body, bytes }: PlannedRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const content = bytes === undefined ? body : `(${bytes.length} bytes)`
  return [`${method} ${url}`, ...lines, ...(content === undefined ? [] : ['', content]), ''].join('\n')
}

function responseText({ status, headers, body }: UpstreamResponse): string {
  const type = headers['content-type']
  const head = [`HTTP ${status}`, ...(type === undefined ? [] : [`content-type: ${type}`])]
  return `${head.join('\n')}\n\n${new TextDecoder().decode(body)}\n`
}

/** Returns the result or error that a server would return to a caller for a response of the service. */
function resultText({ operation, page }: PlannedRequest, response: UpstreamResponse): string {
  if (operation.action === 'download') return `A caller gets the file.\n`
  try {
    const { result, connector_metadata } = readResponse(operation, response, (text) => text, { page })
    return `A caller gets:\n\n${JSON.stringify({ result, connector_metadata }, null, 2)}\n`
  } catch (error) {
    if (error instanceof EngineError) return `A caller gets the error ${error.code}: ${error.message}\n`
    throw error
  }
}

/** Returns a string whose lines are safe to print on a screen. */
function toLines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}

/** Sends a request to a mock of its service. @throws {CommandError} */
async function sendToMock(planned: PlannedRequest, signal: AbortSignal): Promise<UpstreamResponse> {
  const mock = await startMock(planned)
  try {
    const base_url = new URL(`http://${mock.host}`)
    const { pathname, search } = new URL(planned.url)
    return await send(base_url, { ...planned, url: `${base_url.origin}${pathname}${search}` }, signal)
  } finally {
    await mock.close()
  }
}

/** @throws {CommandError} */
async function send(base_url: URL, planned: PlannedRequest, signal: AbortSignal): Promise<UpstreamResponse> {
  // The author of the document chooses its host, so only that origin may be reached over http or in a private network.
  const { protocol, hostname, port } = base_url
  const allow = [`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`]
  const sender = createSender({ policy: createEgressPolicy({ allow }) })
  try {
    return await sender.send(planned, { signal })
  } catch (error) {
    if (error instanceof EngineError) throw new CommandError(EXIT.failed, error.code, error.message)
    throw error
  } finally {
    await sender.close()
  }
}

/** Running mock of a service. */
interface MockService {
  /** Host and port. */
  readonly host: string
  close(): Promise<void>
}

/**
 * Starts a mock of a service on 127.0.0.1. It responds to one planned request with the example of the document, or with
 * a value derived from the response's schema, and to every other request with 404.
 */
async function startMock({ method, url, operation }: PlannedRequest): Promise<MockService> {
  const { pathname } = new URL(url)
  const isFile = operation.action === 'download' && operation.file_url === undefined
  const body = isFile ? 'example' : exampleResponse(operation)
  const type = isFile ? 'application/octet-stream' : 'application/json'
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      const asked = new URL(request.url ?? '/', 'http://mock')
      if (request.method !== method || asked.pathname !== pathname) response.writeHead(404).end()
      else if (body === undefined) response.writeHead(204).end()
      else response.writeHead(200, { 'content-type': type }).end(isFile ? body : JSON.stringify(body))
    })
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(0, '127.0.0.1', resolve)
  await promise
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((ended) => server.close(ended))
    },
  }
}
