import { BulkheadError } from '@bulkhead/contract/errors'
import { leftUntil } from './call-deadline.ts'

/** How many calls may be under way at third parties, in this process. */
export interface CallLimits {
  /** Of one workspace at a time. */
  readonly running: number
  /** Of one workspace waiting for others of it, or for those of others. */
  readonly waiting: number
  /** Of all workspaces of one organization at a time. */
  readonly organization: number
  /** Of all organizations at a time. */
  readonly total: number
}

/** Of one organization so many times the calls of a workspace, and of all so many times those of an organization. */
const [OF_ORGANIZATION, OF_ALL] = [8, 2]

/** The limits of calls, from those of one workspace. */
export function callLimits(running: number, waiting: number): CallLimits {
  const organization = OF_ORGANIZATION * running
  return { running, waiting, organization, total: OF_ALL * organization }
}

/** Those of downloads, which last for as long as they are read, and so may not take the turns of calls. */
export function downloadLimits({ running, waiting }: CallLimits): CallLimits {
  return callLimits(Math.ceil(running / 8), waiting)
}

/** Whose call it is. */
export interface SlotOwner {
  readonly organization: string
  readonly workspace: string
}

/** How long a call waits for its turn. */
export interface Patience {
  /** Of `performance.now()`. */
  readonly deadline: number
  /** Aborts when nobody waits for the call any more. */
  readonly signal?: AbortSignal | undefined
}

/** Ends a call's turn, once however often it is called. */
export type Release = () => void

/** Lets calls go when it is their turn. */
export interface CallSlots {
  /**
   * Waits for a slot, in the order of asking within a workspace; organizations go in turn, and so do the workspaces
   * of each. Gives it at once where nothing has to be waited for.
   *
   * @throws BulkheadError `workspace_busy` when too many calls of the workspace wait already, or the time ran out.
   */
  take(owner: SlotOwner, patience: Patience): Release | Promise<Release>
}

type Start = (release: Release) => void

/**
 * Limits calls by workspace and by organization, so that neither takes all there is from the others, however many
 * calls or workspaces it has.
 */
export function createCallSlots(limits: CallLimits): CallSlots {
  const { running, waiting, organization: ofOrganization, total } = limits
  let underWay = 0
  /** Id of a workspace or an organization → calls under way; none is not listed. */
  const counts = new Map<string, number>()
  /** Organization → workspace → calls that wait; whose turn is next comes first. */
  const queues = new Map<string, Map<string, Start[]>>()

  const isFree = (id: string, most: number) => (counts.get(id) ?? 0) < most

  function count(id: string, by: 1 | -1) {
    const now = (counts.get(id) ?? 0) + by
    if (now > 0) counts.set(id, now)
    else counts.delete(id)
  }

  function start({ organization, workspace }: SlotOwner): Release {
    underWay += 1
    count(workspace, 1)
    count(organization, 1)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      underWay -= 1
      count(workspace, -1)
      count(organization, -1)
      startNext()
    }
  }

  function startNext(): void {
    if (underWay >= total) return
    // Those passed over have all of their calls under way, so they are few.
    for (const [organization, workspaces] of queues) {
      if (!isFree(organization, ofOrganization)) continue
      for (const [workspace, queue] of workspaces) {
        const [next] = queue
        if (next === undefined || !isFree(workspace, running)) continue
        const owner = { organization, workspace }
        leave(owner, next)
        toTheEnd(workspaces, workspace)
        toTheEnd(queues, organization)
        next(start(owner))
        return
      }
    }
  }

  function queueOf({ organization, workspace }: SlotOwner): Start[] | undefined {
    return queues.get(organization)?.get(workspace)
  }

  function enter(owner: SlotOwner, call: Start): void {
    const workspaces = queues.get(owner.organization) ?? new Map<string, Start[]>()
    queues.set(owner.organization, workspaces)
    const queue = workspaces.get(owner.workspace) ?? []
    workspaces.set(owner.workspace, queue)
    queue.push(call)
  }

  function leave(owner: SlotOwner, call: Start): void {
    const queue = queueOf(owner) ?? []
    const place = queue.indexOf(call)
    if (place >= 0) queue.splice(place, 1)
    if (queue.length > 0) return
    const workspaces = queues.get(owner.organization)
    workspaces?.delete(owner.workspace)
    if (workspaces?.size === 0) queues.delete(owner.organization)
  }

  function wait(owner: SlotOwner, { deadline, signal }: Patience): Promise<Release> {
    const { promise, resolve, reject } = Promise.withResolvers<Release>()
    const settle = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
      leave(owner, call)
    }
    const call: Start = (release) => {
      settle()
      resolve(release)
    }
    const refuse = (error: BulkheadError) => {
      settle()
      reject(error)
    }
    const giveUp = () => refuse(givenUp())
    const timer = setTimeout(() => refuse(tookTooLong()), leftUntil(deadline)).unref()
    signal?.addEventListener('abort', giveUp, { once: true })
    enter(owner, call)
    return promise
  }

  return {
    take(owner, patience) {
      if (patience.signal?.aborted === true) throw givenUp()
      const queue = queueOf(owner)
      const isNext =
        queue === undefined &&
        underWay < total &&
        isFree(owner.workspace, running) &&
        isFree(owner.organization, ofOrganization)
      if (isNext) return start(owner)
      if ((queue?.length ?? 0) >= waiting) throw busy(running, waiting)
      return wait(owner, patience)
    },
  }
}

/** Whoever had a turn is last in line for the next. */
function toTheEnd<V>(line: Map<string, V>, key: string): void {
  const value = line.get(key)
  if (value === undefined) return
  line.delete(key)
  line.set(key, value)
}

function busy(running: number, waiting: number): BulkheadError {
  return new BulkheadError(
    'workspace_busy',
    `The workspace has ${running} calls under way and ${waiting} waiting, which is as many as one may have.`,
    { retryAfter: 1 },
  )
}

function tookTooLong(): BulkheadError {
  return new BulkheadError(
    'workspace_busy',
    'So many calls are under way that this one did not get its turn in time. Nothing was sent.',
    { retryAfter: 1 },
  )
}

/** Nobody reads this; it is recorded. */
function givenUp(): BulkheadError {
  return new BulkheadError('upstream_unreachable', 'The call was given up before it was sent.')
}
