import type { Definition } from '@bulkhead/engine/definition'
import { upstreamStatusOf } from '#engine-failure'
import type { Principal } from '#principal'
import type { Services } from '#services'
import type { Connection } from './load-connection.ts'
import { type OpenContext, openConnection } from './open-connection.ts'

/** How the credentials of a call are opened, now and once more. */
export interface Opening {
  /** Gives the context; what fails there is answered like a failure of the operation. */
  readonly open: () => OpenContext
  /**
   * Called when the third party refused the tokens in use. Gives what opens the context with others, or undefined
   * when there are none.
   */
  readonly renewed?: (() => Promise<(() => OpenContext) | undefined>) | undefined
}

/** How a stored connection is opened, and opened again with other tokens. */
export function openingOf(
  { tokenRefresher, sender }: Pick<Services, 'tokenRefresher' | 'sender'>,
  principal: Principal,
  definition: Definition,
  connection: Connection,
): Opening {
  return {
    open: () => openConnection(definition, connection),
    async renewed() {
      const other = await tokenRefresher.renewed(principal, connection, sender.limits.totalTimeoutMs)
      return other && (() => openConnection(definition, other))
    },
  }
}

/**
 * Runs `attempt`, and once more with other tokens if the third party answered 401: that says that nothing was done,
 * so writes are repeated too. A second 401 is final.
 */
export async function withOtherTokens<
  R extends Opening & {
    readonly sending?: ((effect: 'read' | 'write') => Promise<void>) | undefined
    readonly withinMs?: number | undefined
  },
  T,
>(run: R, attempt: (run: R) => Promise<T>): Promise<T> {
  const began = performance.now()
  try {
    return await attempt(run)
  } catch (refusal) {
    const open = upstreamStatusOf(refusal) === 401 ? await run.renewed?.() : undefined
    if (open === undefined) throw refusal
    const left = run.withinMs === undefined ? undefined : run.withinMs - (performance.now() - began)
    // What is awaited before sending was awaited for this call already.
    return attempt({ ...run, open, sending: undefined, withinMs: left })
  }
}
