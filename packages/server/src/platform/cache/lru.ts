import { LRUCache } from 'lru-cache'

/**
 * A cache by text of so many values at most, which forgets those used longest ago. Counted by size: the library makes
 * room for all of a `max` at once, eight milliseconds for 100,000.
 *
 * @param ttl Milliseconds that a value is kept at most, and not kept longer though nobody asks for it. Default: for ever.
 */
export function createLru<V extends {}>(most: number, ttl = 0): LRUCache<string, V> {
  return new LRUCache({ maxSize: most, sizeCalculation: () => 1, ttl, ttlAutopurge: ttl > 0 })
}
