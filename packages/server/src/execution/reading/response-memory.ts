import { BulkheadError } from '@bulkhead/contract/errors'
import { EngineError } from '@bulkhead/engine/errors'
import type { Call } from '../call.ts'
import type { FairQueue, Lease, QueueErrors, QueueLimits } from '../fair-queue.ts'

const MIB = 1_048_576
/** Minimum of each limit, in MiB. The largest response has 10 MiB and must fit in the share of one workspace. */
export const LEAST_MEMORY_MIB = { workspace: 16, process: 64 } as const
/** Milliseconds before the deadline at which the wait ends, so that the caller still gets the reason. */
const BEFORE_DEADLINE_MS = 250

/**
 * Returns the limits of bytes of responses that are being received, or that callers have not read yet.
 *
 * @param workspaceMib Limit of one workspace.
 * @param mib Limit of all workspaces. A quarter of it is reserved for workspaces with nothing in use.
 */
export function memoryLimits(workspaceMib: number, mib: number): QueueLimits {
  const bytes = mib * MIB
  return {
    workspace: workspaceMib * MIB,
    organization: (bytes * 3) / 8,
    total: (bytes * 3) / 4,
    reserve: bytes / 4,
    // Each waiting call has a slot, so the slots limit their number.
    waiting: Number.POSITIVE_INFINITY,
  }
}

/** Errors of calls that were already sent. */
export const MEMORY_ERRORS: QueueErrors = {
  tooMany: () => unread(true),
  tooLate: unread,
  givenUp: () => new BulkheadError('upstream_timeout', 'The caller gave up before the response was read.'),
}

function unread(isOwn: boolean): BulkheadError {
  return isOwn
    ? new BulkheadError(
        'workspace_busy',
        'Unread responses of the workspace use all the memory that it may have. Read them, or ask for less at once.',
        { retryAfter: 1 },
      )
    : new BulkheadError('unavailable', 'Unread responses use all the memory that this server has for them.', {
        retryAfter: 1,
      })
}

/** Memory for the response of one call. */
export interface ResponseMemory {
  /** Waits until the response may take `bytes` of memory. Replaces an earlier reservation. */
  reserve(bytes: number): Promise<void> | undefined
  /** Gives back the part beyond `bytes`, which the response does not need. */
  keep(bytes: number): void
  /** Gives everything back, and ends a wait. */
  release(): void
}

/** Creates the memory of one call. It holds nothing until a response is large. */
export function createResponseMemory(
  queue: FairQueue,
  call: Pick<Call, 'owner' | 'deadline' | 'signal' | 'effect'>,
): ResponseMemory {
  const { deadline, signal } = call
  let held = 0
  let lease: Lease | undefined
  let waiting: AbortController | undefined

  function hold(given: Lease, bytes: number): void {
    lease = given
    held = bytes
  }

  function release(): void {
    waiting?.abort()
    lease?.release()
    lease = undefined
    held = 0
  }

  async function wait(given: Promise<Lease>, bytes: number, ended: AbortSignal): Promise<void> {
    try {
      const granted = await given
      if (ended.aborted) {
        granted.release()
        throw MEMORY_ERRORS.givenUp()
      }
      hold(granted, bytes)
    } catch (error) {
      // The write has happened, and the caller must not send it again.
      if (call.effect === 'write') throw notReceived()
      throw error
    }
  }

  return {
    reserve(bytes) {
      if (bytes <= held) return undefined
      // Memory is given back before waiting for more. Otherwise calls could each hold a part and wait for each other.
      // If a connection broke during its wait, the next attempt ends that wait.
      release()
      waiting = new AbortController()
      const given = queue.acquire(
        call.owner,
        {
          deadline: deadline - BEFORE_DEADLINE_MS,
          signal: AbortSignal.any([signal, waiting.signal]),
        },
        bytes,
      )
      if (given instanceof Promise) return wait(given, bytes, waiting.signal)
      hold(given, bytes)
      return undefined
    },
    keep: (bytes) => lease?.shrink(bytes),
    release,
  }
}

function notReceived() {
  const message = 'The upstream responded, but there was no memory to receive the response.'
  return new EngineError('timeout', message, { sent: true })
}
