import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { LOGO_BYTES } from '@bulkhead/contract/organizations'
import { createTaskThread, getThreadScript, ThreadError } from '#platform/task-thread'
import type { LogoTask } from './encode-logo.ts'
import type { LogoOutcome } from './logo-thread.ts'
import { readImageHeader } from './read-image-header.ts'

/** Encoder of logos. It uses one thread, in which the organizations take turns. */
export interface LogoEncoder {
  /**
   * Decodes a PNG or WebP image and encodes its pixels as a new PNG. Nothing else of the upload is served. The size is
   * read from the header before anything is decoded.
   *
   * @throws BulkheadError `invalid_request`; `unavailable` if too many wait.
   */
  encode(organization: string, base64: string): Promise<Buffer>
  /** Ends the thread. */
  close(): Promise<void>
}

/** Maximum side of an image to decode, in pixels. Its pixels take 4 MB. */
const MOST_DECODED = 1024
const TIMEOUT_MS = 30_000
const HEAP_MIB = 256
const FIELD = 'body.data'

export function createLogoEncoder(): LogoEncoder {
  const thread = createTaskThread<LogoTask, LogoOutcome>({
    script: getThreadScript('logo-thread', import.meta.url),
    timeoutMs: TIMEOUT_MS,
    heapMib: HEAP_MIB,
  })
  return {
    async encode(organization, base64) {
      const task = readTask(base64)
      const outcome = await thread.run(organization, task, [task.bytes.buffer]).catch((thrown) => {
        throw toFailure(thrown)
      })
      if ('damage' in outcome) throw damaged(outcome.damage)
      return Buffer.from(outcome.png.buffer)
    },
    close: thread.close,
  }
}

/** Reads the header of an upload. @throws BulkheadError `invalid_request` */
function readTask(base64: string): LogoTask {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > LOGO_BYTES) throw invalid(FIELD, `${FIELD} may have ${LOGO_BYTES} bytes at most.`)
  const header = readImageHeader(bytes)
  if (header === undefined) throw invalid(FIELD, `${FIELD} must be a PNG or WebP image in base64.`)
  const { type, width, height, isInterlaced } = header
  if (width < 1 || height < 1 || width > MOST_DECODED || height > MOST_DECODED) {
    throw invalid(FIELD, `${FIELD} may have ${MOST_DECODED} × ${MOST_DECODED} pixels at most.`)
  }
  // The decoder enforces no limits on an interlaced image.
  if (isInterlaced) throw invalid(FIELD, `${FIELD} must not be interlaced. Save it without interlacing.`)
  // A copy, because a small buffer shares its memory with others.
  return { type, width, height, bytes: new Uint8Array(bytes) }
}

function toFailure(thrown: unknown): unknown {
  if (!(thrown instanceof ThreadError)) return thrown
  if (thrown.failure !== 'busy') return damaged('it could not be decoded')
  const message = "Too many logos are being encoded, and this one's turn did not come in time."
  return new BulkheadError('unavailable', message, { retryAfter: 5 })
}

function damaged(reason: string): BulkheadError {
  return invalid(FIELD, `${FIELD} is damaged: ${reason}.`)
}
