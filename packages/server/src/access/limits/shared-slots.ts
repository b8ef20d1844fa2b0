import { hashText } from '#platform/text-hash'
import { GONE_AFTER_MS, type Seats } from './seats.ts'
import type { SlotRecords } from './slot-records.ts'

/** Slots of one workspace that one process has recorded as its own. */
interface HeldSlots {
  readonly held: number
  /** Whether calls of the workspace wait in that process. */
  readonly waits: boolean
}

/** Facts about a workspace from which a process computes how many slots it may hold. */
interface SlotRequest {
  /** Slots of the workspace in all processes. */
  readonly limit: number
  readonly used: number
  readonly waiting: number
  /** Other processes that hold slots or want some. */
  readonly others: readonly HeldSlots[]
}

/** Divisor of the free slots: a process holds this part of them beyond its need, so that it asks less often. */
const SPARE = 8

/** Slots of a workspace that a queue of this process uses. */
export interface SlotUse {
  readonly used: number
  readonly waiting: number
}

/** Queue whose workspaces share their slots with other processes. */
export interface SlotQueue {
  /** Returns the workspaces with calls in progress or waiting. */
  workspaces(): Iterable<string>
  useOf(workspace: string): SlotUse
  /** Starts the waiting calls that may start now. */
  wake(): void
}

/**
 * Slots of workspaces in this process, out of those that a workspace has in all processes. A call reads them without
 * waiting.
 */
export interface SharedSlots {
  /** Number of slots that any workspace may use in this process without a record. */
  readonly base: number
  readonly shares: ReadonlyMap<string, SlotShare>
  /** Requests more slots, because a call has to wait. */
  want(workspace: string): void
  serve(queue: SlotQueue): void
}

export interface SharedSlotsOptions {
  readonly records: SlotRecords
  readonly seats: Seats
  /** Name of the slots. */
  readonly name: string
  /** Number of slots of a workspace in all processes. */
  readonly limit: number
}

/** Slots of a workspace that this process has recorded as its own. */
export interface SlotShare {
  readonly held: number
  /** Whether a call read it since it was recorded. */
  isUsed: boolean
}

interface Share extends SlotShare {
  held: number
  /** Time on the clock of `performance.now()`. */
  renewedAt: number
  asking: boolean
  askAgain: boolean
}

/**
 * Interval at which records of held slots are renewed. It is short, so that a process that is suspended for a while
 * keeps its slots.
 */
const RENEW_AFTER_MS = GONE_AFTER_MS / 3
/** Number of turns after which every process knows of a change. The processes read one after another. */
const KNOWN_AFTER = 2
/**
 * Number of turns with equal parts after the records are back. In this time each process records again how many slots
 * it uses.
 */
const BACK_AFTER = 2 * KNOWN_AFTER
/** Factor of the number in a record. The low bit says whether calls wait. */
const WAITS = 2

/**
 * Creates slots that the processes share for each workspace. A process records how many it holds, with some spare ones.
 * It asks again when those are used up or other processes want some. A call on slots that the process already holds
 * costs no query. A process that is alone sends no query at all.
 *
 * Without the database, each process continues with the slots that it holds, or with an equal share, never with all. If
 * only the records cannot be reached, it continues with the slots that it holds up to an equal share. Once every
 * process does so, it may use the whole equal share.
 */
export function createSharedSlots({ records, seats, name, limit }: SharedSlotsOptions): SharedSlots {
  const shares = new Map<string, Share>()
  let queue: SlotQueue | undefined
  const getKey = (workspace: string, seat: number) => `slots:${name}:${hashText(workspace)}:${seat}`
  const isAlone = () => seats.own() !== undefined && seats.others().length === 0
  let absences = records.absences()
  let turnsAway = records.isAway() ? KNOWN_AFTER : 0
  let turnsBack = turnsAway > 0 ? 0 : Number.POSITIVE_INFINITY
  let isOnPart = turnsAway > 0
  const getBase = () => {
    if (isAlone()) return limit
    return seats.own() === undefined || isOnPart ? getPart(1) : 0
  }

  /** Checks whether the records could not be reached for a time. If so, their content may be lost. */
  function look(): void {
    if (!records.isAway() && records.absences() === absences) return
    absences = records.absences()
    turnsBack = 0
    for (const share of shares.values()) share.held = Math.min(share.held, getPart(1))
  }

  function lookInTurn(): void {
    look()
    turnsAway = records.isAway() ? turnsAway + 1 : 0
    if (turnsAway === 0) turnsBack += 1
    if (turnsAway >= KNOWN_AFTER) isOnPart = true
    else if (turnsBack >= KNOWN_AFTER) isOnPart = false
    slots.base = getBase()
  }

  /** Records the slots of a workspace that this process needs. Takes no spare slots if `spares` is false. */
  async function claim(workspace: string, spares = true): Promise<void> {
    const own = seats.own()
    if (own === undefined) return
    const share = getShare(workspace)
    share.askAgain = share.asking
    if (share.asking) return
    share.asking = true
    look()
    try {
      const others = seats.others().map((seat) => getKey(workspace, seat))
      let held = 0
      await records.exchange(getKey(workspace, -1), getKey(workspace, own), others, (theirs) => {
        const { used, waiting } = getUse(workspace)
        const need = used + waiting
        held =
          need === 0 && !spares
            ? 0
            : allocateSlots({ limit: getBound(), used, waiting, others: theirs.map(readRecord) })
        const waits = need > held ? 1 : 0
        return held * WAITS + waits
      })
      share.held = held
      share.renewedAt = performance.now()
      share.isUsed = false
    } catch (error) {
      look()
      throw error
    } finally {
      share.asking = false
    }
    queue?.wake()
    const { used, waiting } = getUse(workspace)
    if (share.held + used + waiting === 0) shares.delete(workspace)
    else if (share.askAgain && waiting > 0) await claim(workspace)
  }

  /**
   * Returns the number of slots of a workspace that this process may request. It is smaller until the other processes
   * know of this one, since they use all slots until then.
   */
  function getBound(): number {
    if (!seats.isSettled()) return getPart(2)
    return turnsBack < BACK_AFTER ? getPart(1) : limit
  }

  function getPart(divisor: number): number {
    return Math.max(1, Math.floor(limit / (divisor * (seats.others().length + 1))))
  }

  function getShare(workspace: string): Share {
    const known = shares.get(workspace)
    if (known !== undefined) return known
    const share = { held: 0, renewedAt: performance.now(), isUsed: false, asking: false, askAgain: false }
    shares.set(workspace, share)
    return share
  }

  function getUse(workspace: string): SlotUse {
    return queue?.useOf(workspace) ?? { used: 0, waiting: 0 }
  }

  seats.onTurn(async () => {
    const own = seats.own()
    lookInTurn()
    if (isAlone()) shares.clear()
    if (isAlone() || own === undefined || records.isAway()) return queue?.wake()
    // Calls that began without a record, for example before there was another process.
    for (const workspace of queue?.workspaces() ?? []) getShare(workspace)
    const now = performance.now()
    const kept: string[] = []
    const fair = Math.floor(limit / (seats.others().length + 1))
    for (const [workspace, { held, renewedAt, isUsed }] of [...shares]) {
      const { used, waiting } = getUse(workspace)
      const isDue = now - renewedAt > RENEW_AFTER_MS
      const isLost = turnsBack <= BACK_AFTER
      // Other processes may want the slots beyond an equal share.
      if (waiting > 0 || used > held || held > fair || isLost) await claim(workspace)
      else if (isDue && used === 0 && !isUsed) await claim(workspace, false)
      else if (isDue) kept.push(workspace)
    }
    if (kept.length === 0) return
    await records.renew(kept.map((workspace) => getKey(workspace, own)))
    for (const workspace of kept) Object.assign(getShare(workspace), { renewedAt: now, isUsed: false })
  })

  const slots = {
    base: getBase(),
    shares,
    want(workspace: string) {
      // If this fails, the next turn tries again.
      if (!isAlone()) claim(workspace).catch(() => {})
    },
    serve(served: SlotQueue) {
      queue = served
    },
  }
  return slots
}

function readRecord(record: number): HeldSlots {
  return { held: Math.floor(record / WAITS), waits: record % WAITS === 1 }
}

/**
 * Returns the number of slots that a process may hold: those it needs and some spare ones, as far as other processes
 * have left them. If calls wait in other processes, it leaves each of those an equal share, except for slots in use.
 */
export function allocateSlots({ limit, used, waiting, others }: SlotRequest): number {
  const free = Math.max(0, limit - others.reduce((sum, { held }) => sum + held, 0))
  const need = used + waiting
  const isContended = others.some(({ waits }) => waits)
  const share = Math.max(1, Math.floor(limit / (others.length + 1)))
  const left = others.reduce((rest, { held, waits }) => rest - (waits ? Math.max(held, share) : held), limit)
  const spare = isContended ? 0 : Math.max(0, Math.ceil((free - need) / SPARE))
  return Math.max(used, Math.min(need + spare, free, Math.max(share, left)))
}
