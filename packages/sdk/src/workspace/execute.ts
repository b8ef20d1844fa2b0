import { assertKnown } from '../client/assert-known.ts'
import { BulkheadPromise, type WithResponse } from '../client/bulkhead-promise.ts'
import { EXECUTE_OPTIONS, type ExecuteOptions, type WriteOptions } from '../client/call-options.ts'
import type { Client, Output } from '../client/client.ts'
import { Download } from '../client/download.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { List, type PageFacts } from '../list.ts'

/** Result of an execution: `result`, and notes from the connector and the server. */
export type Execution = Output<'executeOperation'>

/** Operation of a connector with its parameters. */
export interface Call {
  readonly connectorId: string
  readonly entity: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>> | undefined
}

/** Executes an operation. */
export async function execute(
  client: Client,
  tokenProvider: TokenProvider,
  call: Call,
  options?: ExecuteOptions,
): Promise<WithResponse<Execution>> {
  const { input, sent } = splitOptions(call, options)
  return client.send('executeOperation', input, tokenProvider, sent)
}

/** Executes an operation whose result is one record. */
export function executeRecord<T>(
  client: Client,
  tokenProvider: TokenProvider,
  call: Call,
  options?: ExecuteOptions,
): BulkheadPromise<T> {
  const record = async () => {
    const { data, response } = await execute(client, tokenProvider, call, options)
    return { data: data.result as T, response }
  }
  return new BulkheadPromise(record())
}

/** Executes an operation whose result is a list of records. An idempotency key applies to the first page. */
export function executePages<T>(
  client: Client,
  tokenProvider: TokenProvider,
  call: Call,
  options?: ExecuteOptions,
): List<T> {
  const { idempotencyKey: _first, ...further } = options ?? {}
  return new List(async (cursor) => {
    const paged = cursor === undefined ? call : { ...call, params: { ...call.params, cursor } }
    const { data, response } = await execute(
      client,
      tokenProvider,
      paged,
      cursor === undefined ? options : further,
    )
    return { data: toPage<T>(data), response }
  })
}

/** Executes an operation whose result is a file. The timeout covers the time until the response begins. */
export function executeDownload(
  client: Client,
  tokenProvider: TokenProvider,
  call: Call,
  options?: ExecuteOptions,
): BulkheadPromise<Download> {
  const download = async () => {
    const { input, sent } = splitOptions(call, options)
    const response = await client.open('executeOperation', input, tokenProvider, sent)
    return { data: new Download(response), response }
  }
  return new BulkheadPromise(download())
}

/** Splits the options into the body of the request and the options of sending it. */
function splitOptions({ connectorId, entity, action, params }: Call, options: ExecuteOptions = {}) {
  assertKnown(options, EXECUTE_OPTIONS, { timeout_ms: 'serverTimeoutMs' })
  const { selectFields, excludeFields, skipTruncation, serverTimeoutMs, intent, ...sent } = options
  const input = {
    path: { connector_id: connectorId },
    body: {
      entity,
      action,
      params: params ?? {},
      ...(selectFields !== undefined && { select_fields: [...selectFields] }),
      ...(excludeFields !== undefined && { exclude_fields: [...excludeFields] }),
      ...(skipTruncation !== undefined && { skip_truncation: skipTruncation }),
      ...(serverTimeoutMs !== undefined && { timeout_ms: serverTimeoutMs }),
      ...(intent !== undefined && { intent }),
    },
  }
  return { input, sent: sent satisfies WriteOptions }
}

function toPage<T>({ result, connector_metadata, warning }: Execution): PageFacts<T> {
  const metadata = (connector_metadata ?? null) as Readonly<Record<string, unknown>> | null
  const cursor = metadata?.end_cursor
  const hasNext = metadata?.has_next_page === true && cursor !== undefined && cursor !== null
  return {
    data: (Array.isArray(result) ? result : [result]) as T[],
    nextCursor: hasNext ? String(cursor) : null,
    metadata,
    warning: warning ?? null,
  }
}
