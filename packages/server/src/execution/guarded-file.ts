import { type Readable, Transform } from 'node:stream'
import { BulkheadError } from '@bulkhead/contract/errors'
import { createSecretScanner } from '@bulkhead/engine/read'

/**
 * The bytes of a file as they come, no faster than they are read. A file that breaks off, or has a secret in
 * it, ends with an error before anything of the secret got out: anyone who receives it sees that it is not whole.
 *
 * @param translate Makes our error of one of the source.
 * @param passed Is told how many bytes came, as they come.
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
