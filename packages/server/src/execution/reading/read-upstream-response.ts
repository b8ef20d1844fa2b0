import type { PageRequest, ResolvedSettings, UpstreamResponse } from '@bulkhead/engine'
import { type ReadableOperation, type Redactor, readResponse } from '@bulkhead/engine/read'
import { type FieldSelection, selectFields } from '../select-fields.ts'
import { shortenTexts } from '../shorten-texts.ts'
import { missingFields } from './absent-fields.ts'

/**
 * A response with everything needed to read it except the secrets. It is pure data, so that it can be sent to another
 * thread.
 */
export interface ReadingOrder {
  readonly operation: ReadableOperation
  readonly response: UpstreamResponse
  readonly page: PageRequest | undefined
  readonly settings: ResolvedSettings
  /** Selected fields. Undefined for all. */
  readonly selection: FieldSelection | undefined
  /** Selected paths that the document does not declare. They are misspelled unless a record has them. */
  readonly suspects: readonly string[]
  /** Whether long strings are shortened. */
  readonly shortens: boolean
  /** Whether the caller accepts the JSON of the result as the response has it. */
  readonly wantsJson: boolean
}

/** A result without secrets. */
export interface ReadResponse {
  readonly result: unknown
  /** JSON of the result as the upstream wrote it. Undefined if the result was changed. */
  readonly json?: string
  readonly connector_metadata: Readonly<Record<string, unknown>> | null
  readonly warnings: readonly string[]
  /** Number of strings that were shortened. */
  readonly shortened: number
  /** Suspects that no record has. */
  readonly missing: readonly string[]
}

/**
 * Reads, shapes and scans a response.
 *
 * @throws {EngineError} The errors of `readResponse`. A message may contain text of the upstream.
 */
export function readUpstreamResponse(order: ReadingOrder, redactor: Redactor): ReadResponse {
  const { operation, response, page, settings, selection, suspects, shortens, wantsJson } = order
  const isSuccess = response.status >= 200 && response.status < 300
  const isClean = isSuccess && redactor.isClean(response.body)
  const read = readResponse(operation, response, redactor.text, {
    page,
    settings,
    json: isClean && wantsJson,
  })
  const missing = suspects.length === 0 ? [] : missingFields(read.result, suspects)
  const connector_metadata = redactor.value(read.connector_metadata)
  const warnings = (read.warnings ?? []).map(redactor.text)
  const told = { connector_metadata, warnings, missing }
  const selected = selection === undefined ? read.result : selectFields(read.result, selection)
  const result = isClean ? selected : redactor.value(selected)
  // Shortening comes after the scan for secrets, which would not recognize half of a secret.
  const { value, count } = shortens ? shortenTexts(result) : { value: result, count: 0 }
  const json = count === 0 ? read.json : undefined
  return { result: value, ...(json !== undefined && { json }), shortened: count, ...told }
}
