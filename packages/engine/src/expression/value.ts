import type { JsonValue } from '#model/json'

/** A moment or a span of time, both in milliseconds. */
export interface TimeValue {
  readonly kind: 'moment' | 'span'
  readonly ms: number
}

/** Value of an expression. */
export type Value = JsonValue | TimeValueBox

/** A time, boxed so that no JSON object can be taken for one. */
export class TimeValueBox {
  readonly time: TimeValue
  constructor(time: TimeValue) {
    this.time = time
  }
}

export interface ExpressionContext {
  readonly names: { readonly [name: string]: JsonValue }
  /** Milliseconds since the epoch, for `now_utc()`. */
  readonly now?: number | undefined
}

/** Thrown if an expression has no value, most often because a name is undefined. */
export class ExpressionError extends Error {}
