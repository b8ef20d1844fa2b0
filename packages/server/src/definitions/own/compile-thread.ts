import { parentPort } from 'node:worker_threads'
import { EngineError } from '@bulkhead/engine/errors'
import { type CompiledDocument, type CompileTask, compileDocument } from './compile-document.ts'

/** A compiled document, or an error of the engine. */
export type CompileOutcome =
  | { readonly compiled: CompiledDocument }
  | { readonly error: Pick<EngineError, 'code' | 'message' | 'details'> }

/*
 * Runs in a thread of its own: documents of organizations take as long as their authors like. It does one at a time, keeps
 * nothing of it, and has neither database nor network.
 */
parentPort?.on('message', (task: CompileTask) => parentPort?.postMessage(getOutcome(task)))

function getOutcome(task: CompileTask): CompileOutcome {
  try {
    return { compiled: compileDocument(task) }
  } catch (thrown) {
    if (!(thrown instanceof EngineError)) throw thrown
    const { code, message, details } = thrown
    return { error: { code, message, details } }
  }
}
