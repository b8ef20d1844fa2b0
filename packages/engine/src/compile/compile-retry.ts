import type { DocumentReader, Fields } from '#document/document-reader'
import type { RetryPolicy } from '#model/retry-policy'

/** Retry policy for documents without one. */
export const DEFAULT_RETRY: RetryPolicy = {
  max_attempts: 3,
  initial_delay_seconds: 1,
  exponential_base: 2,
  max_delay_seconds: 60,
  jitter: true,
  retry_on_status_codes: [429, 500, 502, 503, 504],
  retry_on_timeout: true,
  retry_on_network_error: true,
  retry_after_header: 'retry-after',
  retry_after_format: 'seconds',
}
const FORMATS = ['seconds', 'milliseconds', 'unix_timestamp'] as const

/** Reads the retry policy of a document. Missing values get their defaults. */
export function compileRetry(reader: DocumentReader, info: Fields): RetryPolicy {
  const fields = info.fields('x-airbyte-retry-config', Object.keys(DEFAULT_RETRY))
  if (fields === undefined) return DEFAULT_RETRY
  const numberAt = (key: keyof RetryPolicy & string, fallback: number, least: number, most: number) => {
    const value = fields.json(key)
    if (value === undefined) return fallback
    const at = fields.node(key) ?? fields.at
    if (typeof value !== 'number') {
      reader.report(at, `${fields.where}.${key} must be a number from ${least} to ${most}`)
      return fallback
    }
    const kept = Math.min(Math.max(value, least), most)
    if (kept !== value)
      reader.warn(at, `${fields.where}.${key} is taken as ${kept}; it can be ${least} to ${most}`)
    return kept
  }
  const format = fields.text('retry_after_format')
  const known = FORMATS.find((one) => one === format)
  if (format !== undefined && known === undefined) {
    reader.report(
      fields.at,
      `${fields.where}.retry_after_format must be ${FORMATS.join(', ')}, not ${format}`,
    )
  }
  return {
    max_attempts: Math.floor(numberAt('max_attempts', DEFAULT_RETRY.max_attempts, 1, 10)),
    initial_delay_seconds: numberAt('initial_delay_seconds', DEFAULT_RETRY.initial_delay_seconds, 0, 300),
    exponential_base: numberAt('exponential_base', DEFAULT_RETRY.exponential_base, 1, 10),
    max_delay_seconds: numberAt('max_delay_seconds', DEFAULT_RETRY.max_delay_seconds, 0, 300),
    jitter: fields.flag('jitter') ?? DEFAULT_RETRY.jitter,
    retry_on_status_codes: readStatusCodes(reader, fields),
    retry_on_timeout: fields.flag('retry_on_timeout') ?? DEFAULT_RETRY.retry_on_timeout,
    retry_on_network_error: fields.flag('retry_on_network_error') ?? DEFAULT_RETRY.retry_on_network_error,
    retry_after_header: (fields.text('retry_after_header') ?? DEFAULT_RETRY.retry_after_header).toLowerCase(),
    retry_after_format: known ?? DEFAULT_RETRY.retry_after_format,
  }
}

function readStatusCodes(reader: DocumentReader, fields: Fields): readonly number[] {
  const texts = fields.texts('retry_on_status_codes')
  if (texts === undefined) return DEFAULT_RETRY.retry_on_status_codes
  const codes = texts.map(Number)
  if (codes.every((code) => Number.isInteger(code) && code >= 400 && code <= 599)) return codes
  reader.report(fields.at, `${fields.where}.retry_on_status_codes must be a list of numbers from 400 to 599`)
  return DEFAULT_RETRY.retry_on_status_codes
}
