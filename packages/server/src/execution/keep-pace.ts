import type { Readable } from 'node:stream'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { ResponsePace } from '#request/response-pace'

/**
 * Breaks off a download that is sent or read more slowly than the minimum rate, because it occupies a slot. The first
 * span of `graceMs` is free. In each further span of that length the minimum must arrive.
 *
 * @param passed Returns the number of bytes so far.
 */
export function keepPace(
  body: Readable,
  passed: () => number,
  { graceMs, bytesPerSecond }: Pick<ResponsePace, 'graceMs' | 'bytesPerSecond'>,
): void {
  let before: number | undefined
  const timer = setInterval(() => {
    const now = passed()
    if (before !== undefined && now - before < (bytesPerSecond * graceMs) / 1000) {
      body.destroy(tooSlow(bytesPerSecond))
    }
    before = now
  }, graceMs).unref()
  body.once('close', () => clearInterval(timer))
}

function tooSlow(bytesPerSecond: number): BulkheadError {
  return new BulkheadError(
    'upstream_timeout',
    `The file was sent or read at less than ${bytesPerSecond / 1024} KiB a second, so it was broken off.`,
  )
}
