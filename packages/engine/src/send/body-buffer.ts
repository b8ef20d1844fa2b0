export interface BodyBuffer {
  /** @param expected Length of the whole body, if it is known and there is memory for it. */
  append(chunk: Uint8Array, expected?: number): void
  length(): number
  /** Returns the appended bytes. Call it once, at the end. */
  bytes(): Uint8Array
}

/**
 * Collects chunks in one growing block. Storing the chunks instead would cost some hundred bytes each, and an upstream
 * can send a body one byte at a time.
 */
export function createBodyBuffer(): BodyBuffer {
  let block: Uint8Array = new Uint8Array(0)
  let length = 0
  return {
    append(chunk, expected = 0) {
      // Most bodies are one chunk, which needs no copy.
      if (length === 0) block = chunk
      else {
        if (length + chunk.length > block.length) {
          const needed = length + chunk.length
          const larger = new Uint8Array(
            expected >= needed ? expected : Math.max(2 * block.length, needed, 16 * 1024),
          )
          larger.set(block.subarray(0, length))
          block = larger
        }
        block.set(chunk, length)
      }
      length += chunk.length
    },
    length: () => length,
    bytes: () => block.subarray(0, length),
  }
}
