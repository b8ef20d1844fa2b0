import { type MessagePort, parentPort } from 'node:worker_threads'
import { BulkheadError } from '@bulkhead/contract/errors'
import { type LargeBodyTask, type ReadLargeBody, readLargeBody } from './read-large-body.ts'

/** Body that was read, or the error for its caller. */
export type LargeBodyOutcome =
  | { readonly body: ReadLargeBody }
  | { readonly error: Pick<BulkheadError, 'code' | 'message' | 'details'> }

/*
 * Runs in a separate thread, for bodies that would block the event loop for too long. It reads one at a time, keeps
 * nothing of it, and has no access to database and network.
 */
if (parentPort !== null) listen(parentPort)

function listen(port: MessagePort): void {
  port.on('message', (task: LargeBodyTask) => {
    const outcome = getOutcome(task)
    const texts = 'body' in outcome ? Object.values(outcome.body.texts) : []
    port.postMessage(
      outcome,
      texts.flatMap(({ packed, json }) => [packed.buffer, json.buffer]),
    )
  })
}

function getOutcome(task: LargeBodyTask): LargeBodyOutcome {
  try {
    return { body: readLargeBody(task) }
  } catch (thrown) {
    if (!(thrown instanceof BulkheadError)) throw thrown
    const { code, message, details } = thrown
    return { error: { code, message, details } }
  }
}
