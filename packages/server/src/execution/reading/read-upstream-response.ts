import type { PageRequest, ResolvedSettings, UpstreamResponse } from '@bulkhead/engine'
import { type ReadableOperation, type Redactor, readResponse } from '@bulkhead/engine/read'
import { missingFields } from '../assert-known-fields.ts'
import { type FieldSelection, selectFields } from '../select-fields.ts'
import { shortenTexts } from '../shorten-texts.ts'

/** A response with everything that reading it needs but the secrets. Data alone: another thread can be given it. */
export interface ReadingOrder {
  readonly operation: ReadableOperation
  readonly response: UpstreamResponse
  readonly page: PageRequest | undefined
  readonly settings: ResolvedSettings
  /** Fields that are wanted; absent for all. */
  readonly selection: FieldSelection | undefined
  /** Selected paths that the document does not know: they are misspelled unless a record has them. */
  readonly suspects: readonly string[]
  /** Whether long texts are shortened. */
  readonly shortens: boolean
  /** Whether the JSON of the result will do as it stands in the response. */
  readonly wantsJson: boolean
}

/** A result without secrets. */
export interface ReadResponse {
  readonly result: unknown
  /** JSON of the result as the upstream wrote it. Undefined if the result was changed. */
  readonly json?: string
  readonly connector_metadata: Readonly<Record<string, unknown>> | null
  readonly warnings: readonly string[]
  /** Texts that were shortened. */
  readonly shortened: number
  /** Suspects that no record has. If there are any, there is no result. */
  readonly missing: readonly string[]
}

/**
 * Reads, shapes and scans a response.
 *
 * @throws {EngineError} As `readResponse`; its message may hold what the upstream wrote.
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
  if (missing.length > 0) return { result: null, shortened: 0, ...told }
  const selected = selection === undefined ? read.result : selectFields(read.result, selection)
  const result = isClean ? selected : redactor.value(selected)
  // After the scan for secrets, which would not know the half of one.
  const { value, count } = shortens ? shortenTexts(result) : { value: result, count: 0 }
  const json = count === 0 ? read.json : undefined
  return { result: value, ...(json !== undefined && { json }), shortened: count, ...told }
}
