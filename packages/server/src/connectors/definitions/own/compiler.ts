import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { createTaskThread, getThreadScript, MOST_STARTS, ThreadError } from '#platform/task-thread'
import type { CompiledDocument, CompileTask } from './compile-document.ts'
import type { CompileOutcome } from './compile-thread.ts'

/** Thread that compiles the documents of organizations, one after the other. */
export interface Compiler {
  /**
   * Compiles a document. Each organization has one compilation in progress at a time, so an organization with many
   * documents does not delay the others. A compilation that takes long is interrupted while others wait.
   *
   * @throws BulkheadError `invalid_request` with the error in the document; `unavailable` if too many wait.
   */
  compile(organization: string, task: CompileTask): Promise<CompiledDocument>
  /** Ends the thread. */
  close(): Promise<void>
}

/** Heap of the thread in MiB: enough for JSON of 32 MiB with source positions. Hostile documents cannot exceed it. */
const HEAP_MIB = 1024
const TIMEOUT_MS = 60_000
/** Time of a compilation while other organizations wait. Usual documents take a second or two. */
const TURN_MS = 5_000

/** Options of {@link createCompiler}. */
export interface CompilerOptions {
  /** Default: 60,000. */
  readonly timeoutMs?: number
  /** Default: 1,024. */
  readonly heapMib?: number
  /** Default: 5,000. */
  readonly turnMs?: number
}

export function createCompiler({
  timeoutMs = TIMEOUT_MS,
  heapMib = HEAP_MIB,
  turnMs = TURN_MS,
}: CompilerOptions = {}): Compiler {
  const thread = createTaskThread<CompileTask, CompileOutcome>({
    script: getThreadScript('compile-thread', import.meta.url),
    timeoutMs,
    heapMib,
    turnMs,
  })

  function toFailure(thrown: unknown, { is_trusted }: CompileTask): unknown {
    if (!(thrown instanceof ThreadError)) return thrown
    switch (thrown.failure) {
      case 'busy': {
        const message = "Too many documents are being compiled, and this one's turn did not come in time."
        return new BulkheadError('unavailable', message, { retryAfter: 5 })
      }
      case 'starved': {
        const seconds = (turnMs * 2 ** (MOST_STARTS - 1)) / 1000
        const message = `body.document takes longer than ${seconds} s to compile, the limit while others wait`
        // Organizations must not be able to make a document of the operator count as unusable.
        if (is_trusted) return new BulkheadError('unavailable', `${message}.`, { retryAfter: 60 })
        return refusal(`${message}; remove operations with an overlay, or try later`)
      }
      case 'timeout':
        return refusal(`body.document takes longer than ${timeoutMs / 1000} s to compile`)
      case 'memory':
        return refusal(`body.document needs more than ${heapMib} MiB of memory to compile`)
      case 'ended':
        return refusal('body.document crashes the thread that compiles it')
    }
  }

  return {
    async compile(organization, task) {
      const outcome = await thread.run(organization, task).catch((thrown) => {
        throw toFailure(thrown, task)
      })
      if ('error' in outcome) throw toInvalid(outcome.error)
      return outcome.compiled
    },
    close: thread.close,
  }
}

type EngineFailure = Extract<CompileOutcome, { error: unknown }>['error']

function toInvalid({ message, details }: EngineFailure): BulkheadError {
  const { problems = [] } = (details ?? {}) as { problems?: readonly { line: number; message: string }[] }
  const [first = ''] = message.split('\n')
  return new BulkheadError('invalid_request', `The document cannot be used: ${first}.`, {
    details: problems.slice(0, 20).map(({ line, message }) => ({
      field: 'body.document',
      message: `line ${line}: ${message}`,
    })),
  })
}

function refusal(message: string): BulkheadError {
  return invalid('body.document', message)
}
