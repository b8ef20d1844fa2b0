import { nestedPairs } from '#text/nested-pairs'
import type { BodyField } from './body-fields.ts'

/**
 * Encodes fields as a form: objects as `a[b]=…`, arrays as `a[0]=…`.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function planForm(fields: readonly BodyField[]): string {
  return fields.flatMap(([{ name }, value]) => nestedPairs(name, value, 'indexed')).join('&')
}
