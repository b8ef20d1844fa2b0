import { setTimeout as sleep } from 'node:timers/promises'

const MOST_TIMES = 20

/**
 * Asks again while the answer says that the server is busy, as clients do, and at most 20 times.
 *
 * @param getSeconds Time until the next try. Default: 1.
 * @returns The last answer.
 */
export async function askWhileBusy<T>(
  ask: () => Promise<T>,
  isBusy: (answer: T) => boolean,
  getSeconds: (answer: T) => number = () => 1,
): Promise<T> {
  for (let times = 1; ; times += 1) {
    const answer = await ask()
    if (!isBusy(answer) || times === MOST_TIMES) return answer
    await sleep(1_000 * getSeconds(answer))
  }
}

/** Returns the seconds after which a response says to try again. */
export function getRetryAfter({ headers }: { readonly headers: Headers }): number {
  return Number(headers.get('retry-after') ?? 1)
}

/** Returns whether a response says that the database had too much to do, which a deadlock is no case of. */
export function hasWaited(status: number, text: string): boolean {
  return status === 503 && /took too long|All connections to the database/.test(text)
}
