/** A long string of a body, which another thread read. The event loop never holds the whole of it as a string. */
export class LargeText {
  /** The string, compressed with gzip. */
  readonly packed: Uint8Array
  /** Length in UTF-8. */
  readonly bytes: number
  /** The string as JSON. */
  readonly json: Uint8Array

  constructor({ packed, bytes, json }: Pick<LargeText, 'packed' | 'bytes' | 'json'>) {
    this.packed = packed
    this.bytes = bytes
    this.json = json
  }
}
