import { UsageError } from './command-error.ts'

/**
 * Splits a value such as `name=value`.
 *
 * @param takes Start of the error message: what the flag takes.
 * @throws UsageError
 */
export function splitPair(typed: string, takes: string, hint?: string): readonly [string, string] {
  const at = typed.indexOf('=')
  if (at > 0) return [typed.slice(0, at), typed.slice(at + 1)]
  throw new UsageError(`${takes}, but ${typed} has no name.`, hint)
}
