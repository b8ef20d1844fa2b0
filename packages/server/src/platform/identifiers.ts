import { randomUUID } from 'node:crypto'

/** Whether a text is a UUID of any version and letter case (RFC 9562 §4). */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}

/** A UUIDv7 with the moment that is in it. */
export interface TimeOrderedId {
  readonly id: string
  /** Since the epoch. */
  readonly milliseconds: number
}

/**
 * Makes UUIDv7s (RFC 9562 §5.7) for what comes by the thousand: each greater than the one before, its further bits
 * those of a UUIDv4, which Node keeps in stock. Each is given its milliseconds since the epoch.
 */
export function createTimeOrderedIds(): (at: number) => TimeOrderedId {
  let last = 0
  let count = 0
  return (at) => {
    const milliseconds = Math.max(at, last)
    count = milliseconds === last ? count + 1 : 0
    // §6.2, method 1: twelve bits count within a millisecond; what comes then is of the next one.
    const isFull = count > 0xfff
    last = isFull ? milliseconds + 1 : milliseconds
    if (isFull) count = 0
    const time = last.toString(16).padStart(12, '0')
    const counted = count.toString(16).padStart(3, '0')
    return {
      id: `${time.slice(0, 8)}-${time.slice(8)}-7${counted}${randomUUID().slice(18)}`,
      milliseconds: last,
    }
  }
}
