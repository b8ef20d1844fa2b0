/**
 * Milliseconds that a call takes at most where its caller says nothing. Clients give up after 30 s and send again what
 * they did not hear of: an answer has to come before that, or a write would run twice.
 */
const CALL_MS = 28_000

/** When a call has to be over, by `performance.now()`; waiting for its turn and for tokens is part of it. */
export function callDeadline(withinMs: number | null | undefined): number {
  return performance.now() + (withinMs ?? CALL_MS)
}

/** Milliseconds that are left until a deadline. */
export function leftUntil(deadline: number): number {
  return Math.max(0, deadline - performance.now())
}
