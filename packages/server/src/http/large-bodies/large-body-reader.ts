import { BulkheadError } from '@bulkhead/contract/errors'
import { LargeText } from '#access/request/large-text'
import { createTaskThread, getThreadScript, ThreadError } from '#platform/task-thread'
import { tooLarge } from '../parse-json.ts'
import type { LargeBodyOutcome } from './large-body-thread.ts'
import type { LargeBodyTask } from './read-large-body.ts'

/** Reader of bodies with long strings. It uses one thread, in which the organizations take turns. */
export interface LargeBodyReader {
  /**
   * Reads a body and validates it against the schema of its operation.
   *
   * @param bytes The body. Its memory may be transferred, so no other code may use it.
   * @returns The body; each of its long strings is a {@link LargeText}.
   * @throws BulkheadError `invalid_request`, `malformed_json`, `request_too_large`; `unavailable` if too many wait.
   */
  read(organization: string, operationId: string, bytes: Uint8Array<ArrayBuffer>): Promise<object>
  /** Ends the thread. */
  close(): Promise<void>
}

/** Heap of the thread in MiB: eight times the largest body. */
const HEAP_MIB = 512
const TIMEOUT_MS = 30_000

export function createLargeBodyReader(): LargeBodyReader {
  const thread = createTaskThread<LargeBodyTask, LargeBodyOutcome>({
    script: getThreadScript('large-body-thread', import.meta.url),
    timeoutMs: TIMEOUT_MS,
    heapMib: HEAP_MIB,
  })
  return {
    async read(organization, operationId, bytes) {
      const isWhole = bytes.length === bytes.buffer.byteLength
      const outcome = await thread
        .run(organization, { operationId, bytes }, isWhole ? [bytes.buffer] : [])
        .catch((thrown) => {
          throw toFailure(thrown)
        })
      if ('error' in outcome) {
        const { code, message, details } = outcome.error
        throw new BulkheadError(code, message, details === undefined ? {} : { details })
      }
      const { rest, texts } = outcome.body
      const large = Object.entries(texts).map(([name, text]) => [name, new LargeText(text)] as const)
      return { ...rest, ...Object.fromEntries(large) }
    },
    close: thread.close,
  }
}

function toFailure(thrown: unknown): unknown {
  if (!(thrown instanceof ThreadError)) return thrown
  if (thrown.failure === 'busy') {
    const message = "Too many large bodies are being read, and this one's turn did not come in time."
    return new BulkheadError('unavailable', message, { retryAfter: 5 })
  }
  return thrown.failure === 'timeout'
    ? tooLarge(`The body takes longer than ${TIMEOUT_MS / 1000} s to read.`)
    : tooLarge(`The body needs more than ${HEAP_MIB} MiB of memory to read.`)
}
