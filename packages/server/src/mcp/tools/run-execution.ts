import { READ_ACTIONS } from '@bulkhead/contract/grants'
import { type Cut, cutResult } from '#mcp/results/cut-result'
import { fileResult } from '#mcp/results/file-result'
import { type ResultPosition, readCursor, writeCursor } from '#mcp/results/result-cursor'
import { asThirdPartyData, DATA_NOTICE } from '#mcp/results/third-party-data'
import type { ToolResult } from '#mcp/results/tool-result'
import { RawReply } from '#request/raw-reply'
import { describe } from './describe.ts'
import type { ToolCall } from './tool.ts'

/** Input of an execution. */
export interface Execution {
  readonly connector_id: string
  readonly entity: string
  readonly action: string
  readonly params?: Readonly<Record<string, unknown>> | null | undefined
  readonly select_fields?: readonly string[] | null | undefined
  readonly exclude_fields?: readonly string[] | null | undefined
  readonly skip_truncation?: boolean | undefined
  readonly timeout_ms?: number | null | undefined
  readonly intent?: string | null | undefined
}

/** Runs an operation and returns the part of its result that fits one response. */
export async function runExecution(
  call: ToolCall,
  execution: Execution,
  cursor: string | undefined,
  idempotency_key: string | undefined,
): Promise<ToolResult> {
  const { connector_id, params, ...rest } = execution
  const { intent: _, timeout_ms: __, ...identity } = execution
  const position = readCursor(identity, cursor)
  const reply = await call.invoke(
    'executeOperation',
    {
      params: { connector_id },
      body: { ...rest, params: { ...params, ...(position.page !== null && { cursor: position.page }) } },
    },
    idempotency_key,
  )
  const called = rest.entity === '' ? rest.action : `${rest.entity} ${rest.action}`
  const from = `Response of ${called}`
  const continueAt = async (next: ResultPosition) =>
    (await maySendAgain(call, execution)) ? writeCursor(identity, next) : null
  if (reply instanceof RawReply) return fileResult(reply, from, position, continueAt)
  const { has_next_page, end_cursor, ...metadata } = (reply.connector_metadata ?? {}) as Metadata
  const { rest: left, ...given } = cutResult(reply.result, position)
  const nextPage =
    has_next_page === true && typeof end_cursor === 'string'
      ? writeCursor(identity, { page: end_cursor, skip: 0, from: 0 })
      : null
  const next_cursor = left === undefined ? nextPage : await continueAt({ page: position.page, ...left })
  const more = getMore(given, left !== undefined, next_cursor !== null)
  const said = {
    ...(reply.warning !== undefined && { warning: reply.warning }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  }
  const facts = { next_cursor, ...(more !== undefined && { more }) }
  const data = [given.part?.text ?? JSON.stringify(given.result)]
  if (Object.keys(said).length > 0) data.push(JSON.stringify(said))
  return {
    structured: { notice: DATA_NOTICE, ...given, ...said, ...facts },
    content: [
      { type: 'text', text: asThirdPartyData(from, data.join('\n')) },
      { type: 'text', text: JSON.stringify(facts) },
    ],
  }
}

type Metadata = Readonly<Record<string, unknown>>

/**
 * Returns whether the operation may run again to get the rest of its result. It must be a read by its name and by its
 * document.
 */
async function maySendAgain(call: ToolCall, { connector_id, entity, action }: Execution): Promise<boolean> {
  if (!READ_ACTIONS.has(action)) return false
  const { entities } = await describe(call, connector_id, entity)
  return entities.some(({ operations }) =>
    operations.some((operation) => operation.action === action && operation.effect === 'read'),
  )
}

function getMore({ part, result }: Cut, isCut: boolean, goesOn: boolean): string | undefined {
  if (part !== undefined) {
    const way = goesOn ? 'next_cursor goes on' : 'That is the end, or all that is given'
    return `Characters ${part.from} to ${part.to} of ${part.of}. ${way}; select_fields makes it shorter.`
  }
  if (!isCut) return undefined
  const way = goesOn ? 'next_cursor goes on' : 'The rest is not given, since asking again could do it again'
  const count = Array.isArray(result)
    ? `${result.length} records fit this response`
    : 'A part fits this response'
  return `${count}. ${way}; select_fields makes room for more.`
}
