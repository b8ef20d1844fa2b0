/** A reply with headers of its own; the response schema applies to its output as usual. */
export class WithHeaders<T> {
  /** Names are lower-case. */
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly output: T

  constructor(headers: Readonly<Record<string, string | string[]>>, output: T) {
    this.headers = headers
    this.output = output
  }
}
