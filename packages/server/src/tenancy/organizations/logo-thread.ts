import { type MessagePort, parentPort } from 'node:worker_threads'
import { encodeLogo, type LogoTask } from './encode-logo.ts'

/** Encoded logo, or the reason why it is damaged. */
export type LogoOutcome = { readonly png: Uint8Array<ArrayBuffer> } | { readonly damage: string }

/*
 * Runs in a separate thread, because a large image takes a tenth of a second. It encodes one at a time, keeps nothing
 * of it, and has no access to database and network.
 */
if (parentPort !== null) listen(parentPort)

function listen(port: MessagePort): void {
  port.on('message', async (task: LogoTask) => {
    const outcome = await getOutcome(task)
    port.postMessage(outcome, 'png' in outcome ? [outcome.png.buffer] : [])
  })
}

async function getOutcome(task: LogoTask): Promise<LogoOutcome> {
  try {
    return { png: await encodeLogo(task) }
  } catch (error) {
    return { damage: (error as Error).message }
  }
}
