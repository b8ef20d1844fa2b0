import { invalidParameter } from '#model/check-value'
import type { Parameter } from '#model/definition'
import type { JsonSchema, JsonValue } from '#model/json'
import { encodeJson } from '#text/encode-text'
import { transformed } from '#transform/transforms'
/** A body and its media type. Multipart bodies are bytes, other bodies are strings. */
export interface PlannedBody {
  readonly content: string | Uint8Array
  readonly type: string
}

export type BodyField = readonly [Parameter, JsonValue]

/**
 * Returns fields as JSON.
 *
 * @param schema Schema of a body that is converted as a whole.
 * @throws {EngineError} `invalid_parameter`, which names the field that cannot be JSON.
 */
export function toJson(fields: readonly BodyField[], schema?: JsonSchema): string {
  const body = Object.fromEntries(fields.map(([{ name }, value]) => [name, value]))
  const text = encodeJson(schema === undefined ? body : transformed(schema, body))
  if (text !== undefined) return text
  const culprit = fields.find(([, value]) => encodeJson(value) === undefined)?.[0].name ?? 'params'
  throw invalidParameter(culprit, 'cannot be written as JSON')
}
