import { type Readable, Transform } from 'node:stream'
import { BulkheadError } from '@bulkhead/contract/errors'
import { createSecretScanner } from '@bulkhead/engine/read'

/**
 * Passes on the bytes of a file no faster than the caller reads them. If the source fails or a secret is found, the
 * stream ends with an error before any byte of the secret is passed on. The error shows the recipient that the file is
 * incomplete.
 *
 * @param translate Turns an error of the source into the error of the stream.
 * @param passed Called with the number of bytes of each chunk.
 */
export function guardedFile(
  source: Readable,
  secrets: readonly string[],
  translate: (error: unknown) => unknown,
  passed: (bytes: number) => void,
): Readable {
  const scanner = createSecretScanner(secrets)
  const guarded = new Transform({
    transform(piece: Buffer, _encoding, callback) {
      passed(piece.length)
      const clean = scanner.next(piece)
      if (clean === undefined) callback(secretFound())
      else callback(null, clean)
    },
    flush(callback) {
      callback(null, scanner.rest())
    },
  })
  source.once('error', (error) => guarded.destroy(translate(error) as Error))
  // If the caller disconnects, the request to the service ends.
  guarded.once('close', () => source.destroy())
  return source.pipe(guarded)
}

function secretFound(): BulkheadError {
  return new BulkheadError(
    'upstream_error',
    'The file holds a credential of this connector, so it was broken off.',
  )
}
