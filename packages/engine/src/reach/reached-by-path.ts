import type { Definition, Operation } from '#model/definition'
import {
  getHole,
  getReadings,
  hasHole,
  isAsGeneral,
  matchesPath,
  matchesSegment,
  type Segments,
  templateSegments,
} from '#reach/match-path'

/** Another operation that a path belongs to. */
export interface ReachedByPath {
  readonly operation: Operation
  /** Path parameter that leads there. */
  readonly parameter: string
}

/** An operation whose path a value of another one's path parameters could make. */
interface Rival {
  readonly operation: Operation
  readonly segments: Segments
}

/**
 * Other operations that a request's path belongs to. A path that belongs to none, but has begun like one, belongs to all
 * that begin so: `/meta/whoami` next to `/meta/bases`. An operation with the same path, or a more general one, is not
 * listed.
 *
 * @param path Below the base URL, as it is sent.
 */
export function reachedByPath(
  definition: Definition,
  own: Operation,
  method: string,
  path: string,
): readonly ReachedByPath[] {
  const rivals = getRivals(definition, own).filter(({ operation }) => operation.method === method)
  if (rivals.length === 0) return []
  const template = templateSegments(own.wire_path)
  return getReadings(path).flatMap((reading) => {
    const whole = rivals.filter(({ segments }) => matchesPath(segments, reading))
    const found = whole.length > 0 ? whole : rivals.filter((rival) => entersPath(template, rival, reading))
    return found.map(({ operation, segments }) => ({
      operation,
      parameter: blamed(own, template, segments) ?? 'params',
    }))
  })
}

/**
 * Operations that a path belongs to, of several the most literal ones. Nothing is known of a path that belongs to none.
 *
 * @param path Below the base URL, as it is sent.
 */
export function operationsAt(definition: Definition, method: string, path: string): readonly Operation[] {
  const all = [...definition.entities.values()].flatMap((actions) => [...actions.values()])
  const candidates = all.filter((operation) => operation.method === method)
  return getReadings(path).flatMap((reading) => {
    const found = candidates
      .map((operation) => ({ operation, segments: templateSegments(operation.wire_path) }))
      .filter(({ segments }) => matchesPath(segments, reading))
    const isOutdone = ({ segments }: Rival) =>
      found.some((other) => isAsGeneral(segments, other.segments) && !isAsGeneral(other.segments, segments))
    return found.filter((one) => !isOutdone(one)).map(({ operation }) => operation)
  })
}

/** Operations whose path some value of the own path parameters makes. */
function getRivals(definition: Definition, own: Operation): readonly Rival[] {
  const known = rivals.get(own)
  if (known?.definition === definition) return known.found
  const template = templateSegments(own.wire_path)
  const first = template.findIndex(hasHole)
  const found: Rival[] = []
  for (const actions of first < 0 ? [] : definition.entities.values()) {
    for (const operation of actions.values()) {
      const segments = templateSegments(operation.wire_path)
      if (operation === own || isAsGeneral(segments, template)) continue
      const isReachable = template
        .slice(0, first)
        .every((segment, index) => matchesSegment(segments[index] ?? '', segment))
      if (isReachable) found.push({ operation, segments })
    }
  }
  rivals.set(own, { definition, found })
  return found
}

/** Asked for on every call of a narrowed caller, and the same each time. */
const rivals = new WeakMap<Operation, { readonly definition: Definition; readonly found: readonly Rival[] }>()

/** Whether a path takes, by a value of a path parameter, the way of another operation's path. */
function entersPath(template: Segments, { segments }: Rival, reading: Segments): boolean {
  for (const [index, segment] of segments.entries()) {
    const text = reading[index]
    if (text === undefined || !matchesSegment(segment, text)) return false
    if (!hasHole(segment) && hasHole(template[index] ?? '')) return true
  }
  return false
}

/** The path parameter whose place another path has a word of its own at. */
function blamed(own: Operation, template: Segments, segments: Segments): string | undefined {
  const differing = segments.findIndex((segment, index) => {
    const mine = template[index]
    return mine !== undefined && hasHole(mine) && mine !== segment && !/^\{[a-z0-9_]+\}$/.test(segment)
  })
  const index = differing >= 0 ? differing : template.findLastIndex(hasHole)
  return getHole(own.wire_path, index)
}
