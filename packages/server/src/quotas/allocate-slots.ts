/** Slots of one workspace that a process has recorded as its own. */
export interface HeldSlots {
  readonly held: number
  /** Whether calls of the workspace wait in that process. */
  readonly waits: boolean
}

/** Knowledge of a process of a workspace that it asks slots for. */
export interface SlotRequest {
  /** Slots of the workspace in all processes. */
  readonly limit: number
  readonly used: number
  readonly waiting: number
  /** Other processes that hold or want some. */
  readonly others: readonly HeldSlots[]
}

/** Part of what is free that a process holds beyond its need, so that it asks less often. */
const SPARE = 8

/**
 * Returns the slots that a process may hold: what it needs and some to spare, as far as others have left them. If calls wait
 * elsewhere, it leaves those processes an equal share, except for what is in use.
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
