import { BulkheadError } from '@bulkhead/contract/errors'
import { EngineError } from '@bulkhead/engine/errors'
import type { Call } from '../call.ts'
import type { FairQueue, Lease, QueueErrors, QueueLimits } from '../fair-queue.ts'

const MIB = 1_048_576
/** Least memory, so that the largest response of 10 MiB fits in what one may have. */
export const LEAST_MEMORY_MIB = { workspace: 16, process: 64 } as const
/** Ends the wait early enough to tell the caller why there is no response. */
const BEFORE_DEADLINE_MS = 250

/**
 * Limits of the bytes of responses that are being received, or that their callers did not read yet.
 *
 * @param workspaceMib Of one workspace.
 * @param mib Of all, a quarter of which is kept for workspaces that have none.
 */
export function memoryLimits(workspaceMib: number, mib: number): QueueLimits {
  const bytes = mib * MIB
  return {
    workspace: workspaceMib * MIB,
    organization: (bytes * 3) / 8,
    total: (bytes * 3) / 4,
    reserve: bytes / 4,
    // Calls that wait have a slot each, which limits them.
    waiting: Number.POSITIVE_INFINITY,
  }
}

/** Refusals of calls that were sent already. */
export const MEMORY_ERRORS: QueueErrors = {
  tooMany: () => unread(true),
  tooLate: unread,
  givenUp: () => new BulkheadError('upstream_timeout', 'The call was given up before its response was read.'),
}

function unread(isOwn: boolean): BulkheadError {
  return isOwn
    ? new BulkheadError(
        'workspace_busy',
        'Responses of the workspace that were not read yet take all the memory that one may have. Read them, or ask for less at once.',
        { retryAfter: 1 },
      )
    : new BulkheadError(
        'unavailable',
        'Responses that were not read yet take all the memory that this server has for them.',
        { retryAfter: 1 },
      )
}

/** Memory for the response of one call. */
export interface ResponseMemory {
  /** Waits until the response may have so many bytes, beyond what a slot comes with. */
  reserve(bytes: number): Promise<void> | undefined
  /** Gives back what the response does not need. */
  keep(bytes: number): void
  /** Gives back everything, also what is waited for. */
  release(): void
}

/** Creates the account of one call. Nothing is held before a response is large. */
export function createResponseMemory(queue: FairQueue, call: Call): ResponseMemory {
  const { deadline, signal } = call
  let held = 0
  let lease: Lease | undefined
  let waiting: AbortController | undefined

  async function wait(given: Promise<Lease>): Promise<void> {
    try {
      lease = await given
    } catch (error) {
      // It was done, and must not be sent again.
      if (call.effect === 'write') throw notReceived()
      throw error
    }
  }

  return {
    reserve(bytes) {
      if (bytes <= held) return undefined
      // Never held while more is waited for: all could hold a part and wait for each other.
      lease?.release()
      held = bytes
      waiting = new AbortController()
      const given = queue.acquire(
        call.owner,
        {
          deadline: deadline - BEFORE_DEADLINE_MS,
          signal: AbortSignal.any([signal, waiting.signal]),
        },
        bytes,
      )
      if (given instanceof Promise) return wait(given)
      lease = given
      return undefined
    },
    keep: (bytes) => lease?.shrink(bytes),
    release() {
      waiting?.abort()
      lease?.release()
    },
  }
}

function notReceived() {
  const message = 'The upstream answered, and there was no memory to receive it.'
  return new EngineError('timeout', message, { sent: true })
}
