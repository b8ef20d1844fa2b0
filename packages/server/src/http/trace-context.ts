import { randomFillSync } from 'node:crypto'

// Own code: one header of four fields. `@opentelemetry/core` would bring its API and a context object for each request.

/** Trace that a request belongs to. */
export interface TraceContext {
  /** 32 hex digits, the same along the whole trace. */
  readonly trace_id: string
  /** Header that continues the trace from here. */
  readonly traceparent: string
}

/** Pattern of W3C Trace Context §3.2.2, version 00. A later version may have more fields at the end. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?:-|$)/

/** Continues the trace of a `traceparent` header. Begins a new trace if the header is missing or invalid. */
export function continueTrace(traceparent: string | undefined): TraceContext {
  const parent = traceparent === undefined ? null : TRACEPARENT.exec(traceparent)
  const random = randomHex(48)
  const [trace_id, span_id] = [parent?.[1] ?? random.slice(16), random.slice(0, 16)]
  // The last two digits say whether the trace is sampled; they are passed on.
  return { trace_id, traceparent: `00-${trace_id}-${span_id}-${parent?.[2] ?? '00'}` }
}

/** Buffer of random bytes: requesting a few bytes at a time costs twenty times as much. */
const stock = Buffer.alloc(4096)
let left = 0

/** Returns random hex digits. Their number must be even. */
function randomHex(digits: number): string {
  const bytes = digits / 2
  if (left < bytes) {
    randomFillSync(stock)
    left = stock.length
  }
  left -= bytes
  return stock.toString('hex', left, left + bytes)
}
