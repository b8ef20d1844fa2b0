/** Slots of one workspace that one process has recorded as its own. */
export interface HeldSlots {
  readonly held: number
  /** Whether calls of the workspace wait in that process. */
  readonly waits: boolean
}

/** Facts about a workspace from which a process computes how many slots it may hold. */
export interface SlotRequest {
  /** Slots of the workspace in all processes. */
  readonly limit: number
  readonly used: number
  readonly waiting: number
  /** Other processes that hold slots or want some. */
  readonly others: readonly HeldSlots[]
}

/** Divisor of the free slots: a process holds this part of them beyond its need, so that it asks less often. */
const SPARE = 8

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
