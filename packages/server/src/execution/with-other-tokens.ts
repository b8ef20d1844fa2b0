import type { Operation } from '@bulkhead/engine/model/definition'
import type { Reach } from '@bulkhead/engine/reach/reach'
import type { ConnectionCache } from '#connections/connection-cache'
import { upstreamStatusOf } from '#connections/engine-failure'
import type { Connection } from '#connections/load-connection'
import { type OpenContext, openConnection } from '#connections/open-connection'
import type { Definitions } from '#definitions/load-definitions'
import type { TokenRefresher } from '#oauth/token-refresher'
import type { EntityPermission } from '#platform/database/schema/tables'
import type { Act } from '#request/principal'
import { demandActive } from '#workspaces/find-workspace'
import { leftUntil } from './call-deadline.ts'
import { markPage } from './page-marks.ts'
import { reachOf } from './reach-of.ts'

interface Dependencies {
  readonly definitions: Definitions
  readonly connections: ConnectionCache
  readonly tokenRefresher: TokenRefresher
}

/** What a call may use. */
export interface Access {
  /** Gives the context; what fails there is answered like a failure of the operation. */
  readonly open: () => OpenContext
  /** Of the connector. */
  readonly entities: readonly EntityPermission[] | null
  /** Rights of a narrowed call; undefined for one that may run everything, and for one without params of a caller. */
  readonly reach?: Reach | undefined
  /** Marks the cursor of a narrowed call as given to it. */
  readonly markPage?: PageMarker | undefined
}

/** Gives metadata with its cursor marked. */
export type PageMarker = <M extends Readonly<Record<string, unknown>> | null>(
  operation: Operation,
  metadata: M,
) => M

/** What a call may use now, and later. */
export interface Opening extends Access {
  /**
   * Gives what the call may use by now, after it has waited: rights that were taken away meanwhile are in force.
   *
   * @throws BulkheadError What a call that begins now would be told.
   */
  readonly again: (deadline: number) => Promise<Access>
  /**
   * Called when the third party refused the tokens in use. Gives what the call may use with others, or undefined when
   * there are none.
   */
  readonly renewed?: ((deadline: number) => Promise<Access | undefined>) | undefined
}

/**
 * How a stored connection is opened, and opened again.
 *
 * @param changed What is tried in the place of what is stored.
 */
export function openingOf(
  services: Dependencies,
  act: Act,
  connection: Connection,
  changed?: Partial<Connection>,
): Opening {
  const { tokenRefresher, connections, definitions } = services
  const accessOf = (stored: Connection): Access => {
    const { definition } = definitions.ofConnector(stored.definition_id)
    // The same object where nothing changes: what was made of it is kept by it.
    const current = changed === undefined ? stored : { ...stored, ...changed }
    const { entities } = current
    const narrowing = { grant: act.grant, entities }
    const reach = reachOf(current, narrowing)
    return {
      open: () => openConnection(definition, current),
      entities,
      ...(reach !== undefined && {
        reach,
        markPage: (operation, metadata) => markPage(current, narrowing, operation, metadata),
      }),
    }
  }
  return {
    ...accessOf(connection),
    async again(deadline) {
      await act.authenticateAgain()
      const current = await connections.load(act, connection.connector_id)
      demandActive({ status: current.workspace_status })
      return accessOf(await usableOf(services, act, current, deadline))
    },
    async renewed(deadline) {
      const other = await tokenRefresher.renewed(act, connection, leftUntil(deadline))
      return other && accessOf(await confirmed(act, other))
    },
  }
}

/**
 * The connection with a token that can be used: the same one, without waiting, unless its token ran out.
 *
 * @throws BulkheadError `needs_reauthentication`, why there are no new tokens, or what was taken away meanwhile.
 */
export function usableOf(
  { tokenRefresher }: Pick<Dependencies, 'tokenRefresher'>,
  act: Act,
  connection: Connection,
  deadline: number,
): Connection | Promise<Connection> {
  const usable = tokenRefresher.usable(act, connection, leftUntil(deadline))
  return usable instanceof Promise ? usable.then((waitedFor) => confirmed(act, waitedFor)) : usable
}

/** After a wait: who calls may still call, and the workspace is active. */
async function confirmed(act: Act, connection: Connection): Promise<Connection> {
  await act.authenticateAgain()
  demandActive({ status: connection.workspace_status })
  return connection
}

/**
 * Runs `attempt`, and once more with other tokens if the third party answered 401: that says that nothing was done,
 * so writes are repeated too. A second 401 is final.
 */
export async function withOtherTokens<
  R extends Opening & {
    readonly sending?: ((effect: 'read' | 'write') => Promise<void>) | undefined
    readonly deadline: number
  },
  T,
>(run: R, attempt: (run: R) => Promise<T>): Promise<T> {
  try {
    return await attempt(run)
  } catch (refusal) {
    const access = upstreamStatusOf(refusal) === 401 ? await run.renewed?.(run.deadline) : undefined
    if (access === undefined || leftUntil(run.deadline) === 0) throw refusal
    // What is awaited before sending was awaited for this call already.
    return attempt({ ...run, ...access, sending: undefined })
  }
}
