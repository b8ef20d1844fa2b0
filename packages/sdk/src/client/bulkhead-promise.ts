/** Result of a call, with its HTTP response. */
export interface WithResponse<T> {
  readonly data: T
  /** Response whose body was read already, except for a download. */
  readonly response: Response
}

/**
 * Promise of the result of a call. The request is sent once, when the method is called, however often this is awaited.
 */
export class BulkheadPromise<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = 'BulkheadPromise'
  readonly #answered: Promise<WithResponse<T>>

  constructor(answered: Promise<WithResponse<T>>) {
    this.#answered = answered
  }

  /** Returns the result with the HTTP response: its status and headers, such as `x-request-id`. */
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
