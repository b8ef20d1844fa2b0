import type { Definition, Operation } from '#model/definition'
import { hasHole, type Segments, templateSegments } from '#reach/match-path'

/** Number of segments by which operations are found. More would keep a key for every path of a large document. */
const MOST = 3

/** Operations of a definition by the literal segments that their paths begin with. */
export interface PathIndex {
  /**
   * Returns the operations that may match the first segments of a path. Their other segments are not compared.
   *
   * @param depth Number of segments to compare.
   */
  find(method: string, path: Segments, depth: number): readonly Operation[]
}

/** Returns the index of a definition. Cached, because calls of narrowed callers need it and it never changes. */
export function getPathIndex(definition: Definition): PathIndex {
  const known = indexes.get(definition)
  if (known !== undefined) return known
  const index = createPathIndex(definition)
  indexes.set(definition, index)
  return index
}

const indexes = new WeakMap<Definition, PathIndex>()

function createPathIndex({ entities }: Definition): PathIndex {
  /** Operations with these literal segments, and any or none behind them. */
  const longer = new Map<string, Operation[]>()
  /** Operations with these literal segments, and a placeholder or nothing behind them. */
  const whole = new Map<string, Operation[]>()
  for (const actions of entities.values()) {
    for (const operation of actions.values()) {
      const segments = templateSegments(operation.wire_path).slice(0, MOST)
      const hole = segments.findIndex(hasHole)
      const literals = hole < 0 ? segments : segments.slice(0, hole)
      for (let depth = 0; depth <= literals.length; depth += 1)
        add(longer, toKey(operation.method, literals, depth), operation)
      if (literals.length < MOST) add(whole, toKey(operation.method, literals, literals.length), operation)
    }
  }
  return {
    find(method, path, depth) {
      const compared = Math.min(depth, path.length, MOST)
      const shorter = Array.from({ length: compared }, (_, segments) =>
        whole.get(toKey(method, path, segments)),
      )
      return [longer.get(toKey(method, path, compared)), ...shorter].flatMap((operations) => operations ?? [])
    },
  }
}

function toKey(method: string, path: Segments, depth: number): string {
  return `${method} ${depth} ${path.slice(0, depth).join('/')}`
}

function add(map: Map<string, Operation[]>, key: string, operation: Operation): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [operation])
  else known.push(operation)
}
