import { type MessagePort, parentPort } from 'node:worker_threads'
import { EngineError } from '@bulkhead/engine/errors'
import { createRedactor } from '@bulkhead/engine/read'
import { type ReadingOrder, readUpstreamResponse } from './read-upstream-response.ts'

/** A response to read, with the secrets to remove from it. The thread drops both afterwards. */
export interface ReadingTask {
  readonly order: ReadingOrder
  readonly secrets: readonly string[]
}

/** A result as bytes, which are transferred without a copy; or an error of the engine. */
export type ReadingOutcome =
  | {
      /** JSON. */
      readonly result: Uint8Array<ArrayBuffer>
      /** JSON, in which long integers keep their digits. */
      readonly connector_metadata: string
      readonly warnings: readonly string[]
      readonly shortened: number
      readonly missing: readonly string[]
    }
  | { readonly error: Pick<EngineError, 'code' | 'message' | 'details'> }

/*
 * Runs in a thread of its own, for responses whose reading would hold the event loop for too long. It does one at a
 * time, keeps nothing of it, and has neither database nor network.
 */
if (parentPort !== null) listen(parentPort)

function listen(port: MessagePort): void {
  port.on('message', (task: ReadingTask) => {
    const outcome = getOutcome(task)
    port.postMessage(outcome, 'result' in outcome ? [outcome.result.buffer] : [])
  })
}

function getOutcome({ order, secrets }: ReadingTask): ReadingOutcome {
  try {
    const { result, json, connector_metadata, ...rest } = readUpstreamResponse(order, createRedactor(secrets))
    return {
      result: toBytes(json ?? JSON.stringify(result)),
      connector_metadata: JSON.stringify(connector_metadata),
      ...rest,
    }
  } catch (thrown) {
    if (!(thrown instanceof EngineError)) throw thrown
    const { code, message, details } = thrown
    return { error: { code, message, details } }
  }
}

/** Bytes left free before and after a result for the rest of the reply's JSON, so that nothing has to be copied. */
const [ROOM_BEFORE, ROOM_AFTER] = [64, 4096]

function toBytes(json: string): Uint8Array<ArrayBuffer> {
  const length = Buffer.byteLength(json)
  const bytes = Buffer.from(new ArrayBuffer(ROOM_BEFORE + length + ROOM_AFTER), ROOM_BEFORE, length)
  bytes.write(json)
  return bytes
}
