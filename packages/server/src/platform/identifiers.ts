import { randomInt } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'

/** Returns whether a string is a UUID of any version and letter case (RFC 9562 §4). */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}

/** UUIDv7 with its time. */
export interface TimeOrderedId {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly milliseconds: number
}

/** Returns a function that creates UUIDv7s for given milliseconds since the epoch, each greater than the one before. */
export function createTimeOrderedIds(): (at: number) => TimeOrderedId {
  let last = 0
  let seq = 0
  return (at) => {
    const msecs = Math.max(at, last)
    // RFC 9562 §6.2: a counter that begins at a random number. 31 of its 32 bits leave room for 2,147,483,648 ids in a
    // millisecond.
    seq = msecs === last ? seq + 1 : randomInt(2 ** 31)
    last = msecs
    return { id: uuidv7({ msecs, seq }), milliseconds: msecs }
  }
}
