import type { Readable } from 'node:stream'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { ResponsePace } from '#request/response-pace'

/**
 * Breaks a file off that is sent or read slower than the least rate: it takes the place of another. It has the grace to
 * begin, and then each further span of that length has to bring its part.
 *
 * @param passed Gives the bytes that came so far.
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
