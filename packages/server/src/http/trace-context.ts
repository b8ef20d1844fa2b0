import { randomFillSync } from 'node:crypto'

/** The trace a request belongs to. */
export interface TraceContext {
  /** 32 hex digits, the same along the whole trace. */
  readonly trace_id: string
  /** 16 hex digits: this server's part of it. */
  readonly span_id: string
  /** Two hex digits, as they came: whether the trace is sampled. */
  readonly flags: string
}

/** W3C Trace Context §3.2.2, version 00; a later version may have more behind it. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?:-|$)/

/** Continues the trace of a `traceparent` header, or begins one: a header that is not valid counts as none. */
export function continueTrace(traceparent: string | undefined): TraceContext {
  const parent = traceparent === undefined ? null : TRACEPARENT.exec(traceparent)
  const random = randomHex(48)
  return {
    trace_id: parent?.[1] ?? random.slice(16),
    span_id: random.slice(0, 16),
    flags: parent?.[2] ?? '00',
  }
}

/** Random bytes in stock: to ask for a few at a time costs twenty times as much. */
const stock = Buffer.alloc(4096)
let left = 0

/** Random hex digits, an even number. */
function randomHex(digits: number): string {
  const bytes = digits / 2
  if (left < bytes) {
    randomFillSync(stock)
    left = stock.length
  }
  left -= bytes
  return stock.toString('hex', left, left + bytes)
}

/** The `traceparent` header that says what follows from here. */
export function traceparentOf({ trace_id, span_id, flags }: TraceContext): string {
  return `00-${trace_id}-${span_id}-${flags}`
}
