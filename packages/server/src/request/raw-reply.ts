import type { Readable } from 'node:stream'

/**
 * A reply whose body is sent as it is, for bytes that must not be serialized again and for files. Anyone who makes one
 * answers for what is in it: no response schema is applied.
 */
export class RawReply {
  /** Names are lower-case; `content-type` is among them. */
  readonly headers: Readonly<Record<string, string>>
  /** A text leaves with its headers in one write. */
  readonly body: string | Buffer | Readable

  constructor(
    headers: Readonly<Record<string, string>> & { 'content-type': string },
    body: string | Buffer | Readable,
  ) {
    this.headers = headers
    this.body = body
  }
}
