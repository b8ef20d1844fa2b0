import type { Readable } from 'node:stream'

/**
 * A reply whose body is sent unchanged, for files and for bytes that are already serialized. No response schema is
 * applied, so the code that creates one is responsible for its content.
 */
export class RawReply {
  /** Headers by lower-case name, including `content-type`. */
  readonly headers: Readonly<Record<string, string>>
  /** Body of the reply. A string is sent with the headers in one write. */
  readonly body: string | Buffer | Readable

  constructor(
    headers: Readonly<Record<string, string>> & { 'content-type': string },
    body: string | Buffer | Readable,
  ) {
    this.headers = headers
    this.body = body
  }
}
