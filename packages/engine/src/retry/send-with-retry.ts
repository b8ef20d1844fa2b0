import { setTimeout as sleepFor } from 'node:timers/promises'
import type { Effect } from '#model/definition'
import { EngineError, isEngineError } from '#model/errors'
import type { UpstreamResponse } from '#model/wire'
import type { PlannedRequest } from '#plan/plan-request'
import type { SendableRequest, Sender, SendOptions, SendRights } from '#send/send-request'
import type { RetryPolicy } from '../model/retry-policy.ts'
import { type AttemptOutcome, retryDelayMs } from './retry-delay.ts'

/** Time limit of retries, and replacements for time and chance in tests. */
export interface RetryOptions {
  /**
   * Signal that nobody waits for the response any more. After it, no further request is sent, and a read in progress
   * ends. A write that was sent continues, since aborting would not undo it.
   */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for all attempts together. Default 60,000. */
  readonly withinMs?: number | undefined
  /** Function that resolves after the milliseconds, or at once when the signal is aborted. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Random number in [0, 1). Default `Math.random`. */
  readonly random?: () => number
  /** A clock in milliseconds that only goes forward. Default `performance.now`. */
  readonly clock?: () => number
}

/**
 * Reason for planning a request again: a retry after a wait, or rights that may have ended before it was written. If it
 * is `redirected`, an earlier hop of the same attempt was sent.
 */
export type PlanReason = 'retry' | 'unsent' | 'redirected'

export interface PlanAgainOptions<Planned> {
  /** Returns the plan as it is now. Default: the same plan. */
  readonly again?: (reason: PlanReason) => Promise<Planned>
  /**
   * Called once a request has a connection, immediately before it is written. If it returns false, `again` is called
   * before anything is written.
   */
  readonly areRightsCurrent?: (() => boolean) | undefined
}

export interface SendAgainOptions
  extends RetryOptions,
    PlanAgainOptions<PlannedRequest>,
    Pick<SendOptions, 'reserve' | 'maxBodyBytes'> {}

/** Returns the rights of a request that `again` plans. Undefined if they are not checked. */
export function toSendRights<Planned>(
  { again, areRightsCurrent }: PlanAgainOptions<Planned>,
  toRequest: (planned: Planned) => SendableRequest,
): SendRights | undefined {
  if (again === undefined || areRightsCurrent === undefined) return undefined
  return {
    areCurrent: areRightsCurrent,
    confirm: async (isRedirected) => toRequest(await again(isRedirected ? 'redirected' : 'unsent')),
  }
}

/** Minimum time left for another attempt. A timer that ends an attempt at the deadline may fire a little early. */
const LEAST_MS = 2

/**
 * Sends a planned request, with retries by the document's policy. Returns the last response, whatever its status, or
 * throws the last error of `sender.send`.
 */
export function sendWithRetry(
  sender: Pick<Sender, 'send'>,
  planned: PlannedRequest,
  options: SendAgainOptions = {},
): Promise<UpstreamResponse> {
  const signal = planned.effect === 'read' ? options.signal : undefined
  const rights = toSendRights(options, (confirmed) => confirmed)
  const send = async (withinMs: number, isRepeated: boolean) => {
    const request = isRepeated && options.again !== undefined ? await options.again('retry') : planned
    const { reserve, maxBodyBytes } = options
    return sender.send(request, { signal, withinMs, reserve, maxBodyBytes, rights })
  }
  return repeat(planned.operation.retry, planned.effect, send, () => undefined, options)
}

/**
 * Repeats an attempt by a retry policy. `discard` gets every response but the last.
 *
 * @param send Called with the milliseconds left, and whether the attempt is a retry.
 */
export async function repeat<Answer extends Extract<AttemptOutcome, { status: number }>>(
  policy: RetryPolicy,
  effect: Effect,
  send: (withinMs: number, isRepeated: boolean) => Promise<Answer>,
  discard: (response: Answer) => void,
  options: RetryOptions,
): Promise<Answer> {
  const { signal, withinMs = 60_000, sleep = pause, random = Math.random } = options
  const clock = options.clock ?? (() => performance.now())
  const deadline = clock() + withinMs
  for (let attempt = 1; ; attempt += 1) {
    const delayFor = (outcome: AttemptOutcome) => {
      const delay =
        signal?.aborted === true ? undefined : retryDelayMs(policy, effect, attempt, outcome, random)
      return delay === undefined || clock() + delay + LEAST_MS > deadline ? undefined : delay
    }
    let delay: number | undefined
    try {
      const response = await send(deadline - clock(), attempt > 1)
      delay = delayFor(response)
      if (delay === undefined) return response
      discard(response)
    } catch (thrown) {
      delay = isEngineError(thrown) ? delayFor(thrown) : undefined
      if (delay === undefined) throw thrown
    }
    await sleep(delay, signal)
    if (signal?.aborted === true) {
      throw new EngineError('timeout', 'The call was cancelled before it was sent again.', { sent: false })
    }
  }
}

async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleepFor(milliseconds, undefined, signal === undefined ? {} : { signal })
  } catch (thrown) {
    if (signal?.aborted !== true) throw thrown
  }
}
