import { LRUCache } from 'lru-cache'

/** Content and lifetime of a cache, as listed in docs/concepts/performance.md. */
export interface CacheOptions {
  /** Label in `/metrics`. */
  readonly name: string
  /** Description of an entry's key. */
  readonly key: string
  /** Maximum number of entries. If it is exceeded, the least recently used entries are removed. */
  readonly max: number
  /** Maximum age of an entry in milliseconds. An entry is removed then even if nobody reads it. Default: no limit. */
  readonly ttlMs?: number
  /** Event that invalidates an entry earlier. */
  readonly invalidatedBy: string
}

/** Options of a cache whose values differ in size. Here `max` limits the sum of the sizes. */
export interface WeighedCacheOptions<V> extends CacheOptions {
  readonly sizeOf?: (value: V) => number
}

/** Options of a cache and its counts since it was created. */
export interface CacheState extends CacheOptions {
  readonly size: number
  readonly hits: number
  readonly misses: number
  readonly evictions: number
}

/** Bounded cache with string keys. */
export type Cache<V extends {}> = Pick<
  LRUCache<string, V>,
  'get' | 'set' | 'delete' | 'clear' | 'entries' | 'size'
>

type Counted = Omit<CacheState, keyof CacheOptions> & { readonly options: CacheOptions }

/** Caches of this process, held weakly: a cache that nothing uses any more can be garbage-collected. */
const caches = new Set<WeakRef<Counted>>()

class CountedCache<V extends {}> extends LRUCache<string, V> {
  readonly options: CacheOptions
  hits = 0
  misses = 0
  evictions = 0

  /**
   * The library gets the bound as a size. With its own `max` option it allocates space for all entries at once, which
   * takes 8 ms for 100,000.
   */
  constructor({ sizeOf = () => 1, ...options }: WeighedCacheOptions<V>) {
    const { max, ttlMs: ttl = 0 } = options
    super({
      maxSize: max,
      sizeCalculation: sizeOf,
      ttl,
      ttlAutopurge: ttl > 0,
      dispose: (_value, _key, reason) => {
        if (reason === 'evict') this.evictions += 1
      },
    })
    this.options = options
  }

  override get(key: string): V | undefined {
    const value = super.get(key)
    if (value === undefined) this.misses += 1
    else this.hits += 1
    return value
  }
}

/** Creates a cache that `/metrics` shows. The server creates all of its caches with this function. */
export function createCache<V extends {}>(options: WeighedCacheOptions<V>): Cache<V> {
  const cache = new CountedCache<V>(options)
  caches.add(new WeakRef<Counted>(cache))
  return cache
}

/**
 * Returns the caches of this process by name. Several servers in one process may have caches with the same name; these
 * count as one.
 */
export function cacheStates(): readonly CacheState[] {
  const states = new Map<string, CacheState>()
  for (const reference of caches) {
    const cache = reference.deref()
    if (cache === undefined) {
      caches.delete(reference)
      continue
    }
    const before = states.get(cache.options.name)
    states.set(cache.options.name, {
      ...cache.options,
      size: cache.size + (before?.size ?? 0),
      hits: cache.hits + (before?.hits ?? 0),
      misses: cache.misses + (before?.misses ?? 0),
      evictions: cache.evictions + (before?.evictions ?? 0),
    })
  }
  return [...states.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
