import { BulkheadError } from '@bulkhead/contract/errors'

/** How many calls may be under way at third parties, in this process. */
export interface CallLimits {
  /** Of one workspace at a time. */
  readonly running: number
  /** Of one workspace waiting for others of it, or for those of others. */
  readonly waiting: number
  /** Of all workspaces at a time. */
  readonly total: number
}

/** Ends a call's turn, once however often it is called. */
export type Release = () => void

/** Lets calls go when it is their workspace's turn. */
export interface CallSlots {
  /**
   * Waits for a slot, in the order of asking within a workspace, workspaces in turn.
   *
   * @throws BulkheadError `workspace_busy` when too many calls of the workspace wait already.
   */
  take(workspace: string): Release | Promise<Release>
}

/** Limits calls by workspace, so that one which calls without end takes nothing from the others. */
export function createCallSlots({ running, waiting, total }: CallLimits): CallSlots {
  let underWay = 0
  /** Workspace → calls under way; none is not listed. */
  const counts = new Map<string, number>()
  /** Workspace → calls that wait; whose turn is next comes first. */
  const queues = new Map<string, ((release: Release) => void)[]>()

  function start(workspace: string): Release {
    underWay += 1
    counts.set(workspace, (counts.get(workspace) ?? 0) + 1)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      underWay -= 1
      const left = (counts.get(workspace) ?? 0) - 1
      if (left > 0) counts.set(workspace, left)
      else counts.delete(workspace)
      startNext()
    }
  }

  function startNext(): void {
    if (underWay >= total) return
    for (const [workspace, queue] of queues) {
      // Those passed over are as many as have all of theirs under way: fewer than total / running.
      if ((counts.get(workspace) ?? 0) >= running) continue
      const next = queue.shift()
      queues.delete(workspace)
      if (queue.length > 0) queues.set(workspace, queue)
      next?.(start(workspace))
      return
    }
  }

  return {
    take(workspace) {
      const queue = queues.get(workspace)
      if (queue === undefined && underWay < total && (counts.get(workspace) ?? 0) < running) {
        return start(workspace)
      }
      if ((queue?.length ?? 0) >= waiting) throw busy(running, waiting)
      const { promise, resolve } = Promise.withResolvers<Release>()
      if (queue === undefined) queues.set(workspace, [resolve])
      else queue.push(resolve)
      return promise
    },
  }
}

function busy(running: number, waiting: number): BulkheadError {
  return new BulkheadError(
    'workspace_busy',
    `The workspace has ${running} calls under way and ${waiting} waiting, which is as many as one may have.`,
    { retryAfter: 1 },
  )
}
