/** A reply with additional headers. The response schema applies to its output as usual. */
export class WithHeaders<T> {
  /** Headers by lower-case name. */
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly output: T

  constructor(headers: Readonly<Record<string, string | string[]>>, output: T) {
    this.headers = headers
    this.output = output
  }
}
