import type { Authority } from './authority.ts'
import type { ExecuteOptions } from './call-options.ts'
import type { Client, Output } from './client.ts'
import { Download } from './download.ts'
import { List, type PageFacts } from './list.ts'
import { Reply, type WithResponse } from './reply.ts'

/** What an execute gives: `result`, and beside it what the connector and the server say of it. */
export type Execution = Output<'executeOperation'>

/** One operation of a connector with its params. */
export interface Call {
  readonly connector_id: string
  readonly entity: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>> | undefined
}

/** Executes an operation. */
export function execute(
  client: Client,
  authority: Authority,
  call: Call,
  options?: ExecuteOptions,
): Promise<WithResponse<Execution>> {
  return client.send('executeOperation', inputOf(call, options), authority, options)
}

/** Executes an operation whose result is one record. */
export function executeRecord<T>(
  client: Client,
  authority: Authority,
  call: Call,
  options?: ExecuteOptions,
): Reply<T> {
  const record = async () => {
    const { data, response } = await execute(client, authority, call, options)
    return { data: data.result as T, response }
  }
  return new Reply(record())
}

/** Executes an operation whose result is a list of records. An idempotency key is of the first page. */
export function executePages<T>(
  client: Client,
  authority: Authority,
  call: Call,
  options?: ExecuteOptions,
): List<T> {
  const { idempotency_key: _first, ...further } = options ?? {}
  return new List(async (cursor) => {
    const paged = cursor === undefined ? call : { ...call, params: { ...call.params, cursor } }
    const { data, response } = await execute(
      client,
      authority,
      paged,
      cursor === undefined ? options : further,
    )
    return { data: pageOf<T>(data), response }
  })
}

/** Executes an operation whose result is a file. The time-out is for its beginning. */
export function executeDownload(
  client: Client,
  authority: Authority,
  call: Call,
  options?: ExecuteOptions,
): Reply<Download> {
  const download = async () => {
    const response = await client.open('executeOperation', inputOf(call, options), authority, options)
    return { data: new Download(response), response }
  }
  return new Reply(download())
}

function inputOf({ connector_id, entity, action, params }: Call, options: ExecuteOptions = {}) {
  const { select_fields, exclude_fields, skip_truncation, timeout_ms, intent } = options
  return {
    path: { connector_id },
    body: {
      entity,
      action,
      params: params ?? {},
      ...(select_fields !== undefined && { select_fields: [...select_fields] }),
      ...(exclude_fields !== undefined && { exclude_fields: [...exclude_fields] }),
      ...(skip_truncation !== undefined && { skip_truncation }),
      ...(timeout_ms !== undefined && { timeout_ms }),
      ...(intent !== undefined && { intent }),
    },
  }
}

function pageOf<T>({ result, connector_metadata, warning }: Execution): PageFacts<T> {
  const metadata = (connector_metadata ?? null) as Readonly<Record<string, unknown>> | null
  const cursor = metadata?.end_cursor
  const hasNext = metadata?.has_next_page === true && cursor !== undefined && cursor !== null
  return {
    data: (Array.isArray(result) ? result : [result]) as T[],
    next_cursor: hasNext ? String(cursor) : null,
    metadata,
    warning: warning ?? null,
  }
}
