import { parentPort } from 'node:worker_threads'
import { EngineError } from '@bulkhead/engine/errors'
import { type CompiledDocument, type CompileTask, compileDocument } from './compile-document.ts'

/** Compiled document, or an error of the engine. */
export type CompileOutcome =
  | { readonly compiled: CompiledDocument }
  | { readonly error: Pick<EngineError, 'code' | 'message' | 'details'> }

/*
 * Runs in a separate thread, because documents of organizations can take any time to compile. It compiles one at a
 * time, keeps nothing of it, and has no access to database and network.
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
