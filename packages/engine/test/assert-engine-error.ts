import assert from 'node:assert/strict'
import { EngineError, type EngineErrorCode } from '#model/errors'

/** Asserts that `work` throws an engine error with this code and a matching message. @returns The error. */
export function throwsCode<Code extends EngineErrorCode>(code: Code, work: () => unknown, message = /./) {
  try {
    work()
  } catch (thrown) {
    return expectCode(code, thrown, message)
  }
  return assert.fail(`nothing was thrown instead of ${code}`)
}

/** Asserts like {@link throwsCode}, for a promise. */
export async function rejectsCode<Code extends EngineErrorCode>(
  code: Code,
  promise: Promise<unknown>,
  message = /./,
) {
  try {
    await promise
  } catch (thrown) {
    return expectCode(code, thrown, message)
  }
  return assert.fail(`nothing was thrown instead of ${code}`)
}

function expectCode<Code extends EngineErrorCode>(code: Code, thrown: unknown, message: RegExp) {
  if (!(thrown instanceof EngineError)) throw thrown
  assert.equal(thrown.code, code, thrown.message)
  assert.match(thrown.message, message)
  return thrown as EngineError<Code>
}
