import type { Operation } from '#model/definition'
import { EngineError } from '#model/errors'

/** Deeper values are left to the planner, which refuses what is no JSON, such as a value within itself. */
const MAX_DEPTH = 1000
/** Characters of all params together, but for the files of an upload. */
const MAX_LENGTH = 1024 * 1024

/**
 * Refuses params that are larger than requests without a file are, before anything is made of them.
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

/** The length that is left after a value; negative as soon as it is known that none is. */
function without(left: number, value: unknown, depth: number): number {
  if (typeof value === 'string') return left - value.length
  if (typeof value !== 'object' || value === null || depth === 0) return left - 1
  let rest = left - 1
  if (Array.isArray(value)) {
    // Names of the elements would be made for each of them: ten times the work.
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
