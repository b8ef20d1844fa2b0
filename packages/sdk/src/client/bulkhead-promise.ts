/** Result of a call, with its HTTP response. */
export interface WithResponse<T> {
  readonly data: T
  /** Its body is read already, but for a download. */
  readonly response: Response
}

/** A promise of what a call gives. The request is sent when the method is called, once, however often this is awaited. */
export class BulkheadPromise<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = 'Reply'
  readonly #answered: Promise<WithResponse<T>>

  constructor(answered: Promise<WithResponse<T>>) {
    this.#answered = answered
  }

  /** The same with the HTTP response: its status and headers, such as `x-request-id`. */
  withResponse(): Promise<WithResponse<T>> {
    return this.#answered
  }

  // biome-ignore lint/suspicious/noThenProperty: a promise has one
  then<R = T, E = never>(
    fulfilled?: ((value: T) => R | PromiseLike<R>) | null,
    rejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    return this.#answered.then(({ data }) => data).then(fulfilled, rejected)
  }

  catch<E = never>(rejected?: ((reason: unknown) => E | PromiseLike<E>) | null): Promise<T | E> {
    return this.then(undefined, rejected)
  }

  finally(settled?: (() => void) | null): Promise<T> {
    return this.then().finally(settled)
  }
}
