import type { BulkheadError } from '@bulkhead/contract/errors'
import type { SharedSlots } from '#access/limits/shared-slots'

// Own code: `p-queue` and `fastq` have one level, and calls take turns by organization and by workspace within it.

/**
 * Amounts of slots or of bytes that may be in use at a time. All limits but that of a workspace count this process
 * alone.
 */
export interface QueueLimits {
  /** Limit of a workspace. Counts this process alone unless slots are shared. */
  readonly workspace: number
  /** Limit of all workspaces of an organization together, without the reserve. */
  readonly organization: number
  /** Limit of all organizations together, without the reserve. */
  readonly total: number
  /** Additional amount for workspaces that have nothing in use. One organization gets at most half of it. */
  readonly reserve: number
  /** Maximum number of waiting requests of one workspace. */
  readonly waiting: number
}

/** Errors of requests that get no amount. Their messages name the resource that is shared. */
export interface QueueErrors {
  /** Error if the workspace's queue is full. */
  tooMany(limits: QueueLimits): BulkheadError
  /** Error if the deadline passes. `isOwn` is true if the workspace has reached its own limit. */
  tooLate(isOwn: boolean): BulkheadError
  /** Error if the caller disconnects. */
  givenUp(): BulkheadError
}

export interface QueueOwner {
  readonly organization: string
  readonly workspace: string
}

/** Limits of the wait for a request. */
export interface WaitOptions {
  /** Deadline by `performance.now()`. */
  readonly deadline: number
  /** Aborts when the caller disconnects. */
  readonly signal?: AbortSignal | undefined
}

/** An amount in use. */
export interface Lease {
  /** Gives back the part beyond `amount`. */
  shrink(amount: number): void
  /** Gives everything back. Further calls do nothing. */
  release(): void
}

/** Shares an amount among workspaces and organizations. */
export interface FairQueue {
  /**
   * Waits until the amount may be used. Requests of one workspace are served in the order in which they came.
   *
   * @param amount At most the limit of one workspace. Default: 1.
   * @throws BulkheadError One of {@link QueueErrors}.
   */
  acquire(owner: QueueOwner, options: WaitOptions, amount?: number): Lease | Promise<Lease>
  /** Returns the amounts in use and in total, and the number of waiting requests. */
  state(): { readonly inUse: number; readonly limit: number; readonly waiting: number }
}

type Pool = 'shared' | 'reserve'

interface Waiting {
  readonly amount: number
  start(lease: Lease): void
}

interface Use {
  shared: number
  reserve: number
}

interface Workspace extends Use {
  readonly id: string
  readonly queue: Waiting[]
}

interface Organization extends Use {
  readonly id: string
  /** Workspaces with an amount in use, or with waiting requests. */
  readonly workspaces: Map<string, Workspace>
  /** Workspaces with waiting requests. The last one served is last. */
  readonly waiting: Set<Workspace>
}

/**
 * Creates a queue that is max-min fair, first among organizations and then among the workspaces of each: of those that
 * wait, the one with the least in use is served next. A workspace at its own limit delays no other. An amount in use
 * cannot be taken back, so the queue leaves some free for newcomers: neither a workspace nor an organization may use
 * more than remains free (Choudhury and Hahne, "Dynamic queue length thresholds", 1998).
 *
 * @param slots Slots of each workspace that this process shares with other processes.
 */
export function createFairQueue(limits: QueueLimits, errors: QueueErrors, slots?: SharedSlots): FairQueue {
  const all: Use = { shared: 0, reserve: 0 }
  const organizations = new Map<string, Organization>()
  const waiting = new Set<Organization>()
  const workspaces = new Map<string, Workspace>()
  slots?.serve({
    workspaces: () => workspaces.keys(),
    useOf(id) {
      const workspace = workspaces.get(id)
      return workspace === undefined
        ? { used: 0, waiting: 0 }
        : { used: inUse(workspace), waiting: workspace.queue.length }
    },
    wake() {
      while (startNext());
    },
  })

  function getMost({ id }: Workspace): number {
    if (slots === undefined) return limits.workspace
    const share = slots.shares.get(id)
    if (share === undefined) return slots.base
    share.isUsed = true
    return Math.max(slots.base, share.held)
  }

  function isWithinLimit(workspace: Workspace, amount: number): boolean {
    return inUse(workspace) + amount <= getMost(workspace)
  }

  /** Returns the pool from which an amount can be taken now. */
  function poolFor(organization: Organization, workspace: Workspace, amount: number): Pool | undefined {
    if (!isWithinLimit(workspace, amount)) return undefined
    const used = inUse(workspace)
    const free = limits.total - all.shared
    // The organization may take more until it reaches its limit, or uses as much as then remains free for all others.
    const room = Math.min(
      limits.organization - organization.shared,
      Math.ceil((free - organization.shared) / 2),
    )
    const fits = amount <= limits.organization - organization.shared && organization.shared + amount <= free
    if (fits && (used === 0 || used + amount <= room)) return 'shared'
    const kept = limits.reserve - all.reserve
    return used === 0 && organization.reserve + amount <= kept ? 'reserve' : undefined
  }

  function use(organization: Organization, workspace: Workspace, pool: Pool, amount: number): void {
    for (const user of [all, organization, workspace]) user[pool] += amount
  }

  function begin(organization: Organization, workspace: Workspace, pool: Pool, amount: number): Lease {
    let held = amount
    use(organization, workspace, pool, held)
    const shrink = (to: number) => {
      if (to >= held) return
      use(organization, workspace, pool, to - held)
      held = to
      while (startNext());
      forget(organization, workspace)
    }
    return { shrink, release: () => shrink(0) }
  }

  /** Returns the workspace below its own limit with the least in use. Among equals, the one served longest ago. */
  function getLeast(organization: Organization): Workspace | undefined {
    let least: Workspace | undefined
    for (const workspace of organization.waiting) {
      if (least !== undefined && inUse(workspace) >= inUse(least)) continue
      if (isWithinLimit(workspace, getNextAmount(workspace))) least = workspace
    }
    return least
  }

  /**
   * Starts a request of the organization with the least in use, and of its workspace with the least.
   *
   * @returns Whether a request was started.
   */
  function startNext(): boolean {
    let next: { organization: Organization; workspace: Workspace; pool: Pool } | undefined
    for (const organization of waiting) {
      if (next !== undefined && inUse(organization) >= inUse(next.organization)) continue
      const workspace = getLeast(organization)
      if (workspace === undefined) continue
      const pool = poolFor(organization, workspace, getNextAmount(workspace))
      if (pool !== undefined) next = { organization, workspace, pool }
    }
    const request = next?.workspace.queue[0]
    if (next === undefined || request === undefined) return false
    const { organization, workspace, pool } = next
    leave(organization, workspace, request)
    toTheEnd(organization.waiting, workspace)
    toTheEnd(waiting, organization)
    request.start(begin(organization, workspace, pool, request.amount))
    return true
  }

  function enter(organization: Organization, workspace: Workspace, request: Waiting): void {
    workspace.queue.push(request)
    organization.waiting.add(workspace)
    waiting.add(organization)
  }

  function leave(organization: Organization, workspace: Workspace, request: Waiting): void {
    const place = workspace.queue.indexOf(request)
    if (place >= 0) workspace.queue.splice(place, 1)
    if (workspace.queue.length > 0) return
    organization.waiting.delete(workspace)
    if (organization.waiting.size === 0) waiting.delete(organization)
  }

  function find({ organization: id, workspace: workspaceId }: QueueOwner): [Organization, Workspace] {
    let organization = organizations.get(id)
    if (organization === undefined) {
      organization = { id, shared: 0, reserve: 0, workspaces: new Map(), waiting: new Set() }
      organizations.set(id, organization)
    }
    let workspace = organization.workspaces.get(workspaceId)
    if (workspace === undefined) {
      workspace = { id: workspaceId, shared: 0, reserve: 0, queue: [] }
      organization.workspaces.set(workspaceId, workspace)
      workspaces.set(workspaceId, workspace)
    }
    return [organization, workspace]
  }

  /** Deletes the organization and the workspace if they hold nothing and wait for nothing. */
  function forget(organization: Organization, workspace: Workspace): void {
    if (inUse(workspace) > 0 || workspace.queue.length > 0) return
    organization.workspaces.delete(workspace.id)
    workspaces.delete(workspace.id)
    if (organization.workspaces.size === 0) organizations.delete(organization.id)
  }

  function wait(
    organization: Organization,
    workspace: Workspace,
    amount: number,
    { deadline, signal }: WaitOptions,
  ): Promise<Lease> {
    const { promise, resolve, reject } = Promise.withResolvers<Lease>()
    const settle = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
    }
    const request: Waiting = {
      amount,
      start(lease) {
        settle()
        resolve(lease)
      },
    }
    const refuse = (error: BulkheadError) => {
      settle()
      leave(organization, workspace, request)
      // The next request may need a smaller amount.
      while (startNext());
      forget(organization, workspace)
      reject(error)
    }
    const giveUp = () => refuse(errors.givenUp())
    const timeOut = () => refuse(errors.tooLate(inUse(workspace) + amount > limits.workspace))
    const timer = setTimeout(timeOut, Math.max(0, deadline - performance.now())).unref()
    signal?.addEventListener('abort', giveUp, { once: true })
    enter(organization, workspace, request)
    slots?.want(workspace.id)
    return promise
  }

  return {
    state: () => ({
      inUse: inUse(all),
      limit: limits.total + limits.reserve,
      waiting: sum(waiting, (organization) => sum(organization.waiting, ({ queue }) => queue.length)),
    }),
    acquire(owner, options, amount = 1) {
      if (options.signal?.aborted === true) throw errors.givenUp()
      const [organization, workspace] = find(owner)
      const { length } = workspace.queue
      // If requests of the workspace already wait, a later one must not overtake them.
      const pool = length > 0 ? undefined : poolFor(organization, workspace, amount)
      if (pool !== undefined) return begin(organization, workspace, pool, amount)
      if (length >= limits.waiting) {
        forget(organization, workspace)
        throw errors.tooMany(limits)
      }
      return wait(organization, workspace, amount, options)
    },
  }
}

function inUse({ shared, reserve }: Use): number {
  return shared + reserve
}

function getNextAmount({ queue }: Workspace): number {
  return queue[0]?.amount ?? 0
}

function toTheEnd<T>(line: Set<T>, one: T): void {
  if (line.delete(one)) line.add(one)
}

function sum<T>(all: Iterable<T>, count: (one: T) => number): number {
  let total = 0
  for (const one of all) total += count(one)
  return total
}
