import type { Operation } from '#model/definition'
import { EngineError } from '#model/errors'

/**
 * Maximum number of levels that are measured. The planner rejects deeper values that are not JSON, such as a value that
 * contains itself.
 */
const MAX_DEPTH = 1000
/** Maximum number of characters of all params together, without the files of an upload. */
const MAX_LENGTH = 1024 * 1024

/**
 * Rejects params that are too large for a request, before the request is composed. Files do not count.
 *
 * @throws {EngineError} `request_too_large`.
 */
export function assertParamsSize(
  { entity, action, uploads }: Operation,
  params: { readonly [name: string]: unknown },
): void {
  let left = MAX_LENGTH
  for (const name in params) {
    if (uploads.some((upload) => upload.name === name)) continue
    left = without(left - name.length, params[name], MAX_DEPTH)
    if (left >= 0) continue
    const files = uploads.length === 0 ? 'it takes no file' : 'but for its files'
    const message = `The params of ${entity} ${action} may have ${MAX_LENGTH} characters together; ${files}.`
    throw new EngineError('request_too_large', message)
  }
}

/** Returns the length that is left after a value. Stops with a negative number once the length is used up. */
function without(left: number, value: unknown, depth: number): number {
  if (typeof value === 'string') return left - value.length
  if (typeof value !== 'object' || value === null || depth === 0) return left - 1
  let rest = left - 1
  if (Array.isArray(value)) {
    // Object.entries would create a name for each element, which takes ten times as long.
    for (let index = 0; index < value.length && rest >= 0; index += 1) {
      rest = without(rest, value[index], depth - 1)
    }
    return rest
  }
  for (const name in value) {
    rest = without(rest - name.length, (value as Readonly<Record<string, unknown>>)[name], depth - 1)
    if (rest < 0) break
  }
  return rest
}
