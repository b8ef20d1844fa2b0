/** A long text of a body, which another thread read: the event loop never has the whole of it as a text. */
export class LargeText {
  /** Compressed by gzip. */
  readonly packed: Uint8Array
  /** Length in UTF-8. */
  readonly bytes: number
  /** The text as JSON writes it. */
  readonly json: Uint8Array

  constructor({ packed, bytes, json }: Pick<LargeText, 'packed' | 'bytes' | 'json'>) {
    this.packed = packed
    this.bytes = bytes
    this.json = json
  }
}
