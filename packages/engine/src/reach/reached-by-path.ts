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
  /** Path parameter that leads to the operation. */
  readonly parameter: string
}

/** An operation whose path can result from values of another operation's path parameters. */
interface Rival {
  readonly operation: Operation
  readonly segments: Segments
}

/**
 * Returns the other operations that a request's path belongs to. If the path matches no operation but begins like some,
 * it belongs to all of these: `/meta/whoami` next to `/meta/bases`. Operations with the same or a more general path are
 * not returned.
 *
 * @param path Path below the base URL, as sent.
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
 * Returns the operations that a path belongs to. If several match, returns those with the most literal path. Empty if
 * none matches.
 *
 * @param path Path below the base URL, as sent.
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

/** Returns the operations whose path can result from values of the operation's own path parameters. */
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

/** Cached, because every call of a narrowed caller needs it and it never changes. */
const rivals = new WeakMap<Operation, { readonly definition: Definition; readonly found: readonly Rival[] }>()

/** Returns whether a value of a path parameter makes a path follow the path of another operation. */
function entersPath(template: Segments, { segments }: Rival, reading: Segments): boolean {
  for (const [index, segment] of segments.entries()) {
    const text = reading[index]
    if (text === undefined || !matchesSegment(segment, text)) return false
    if (!hasHole(segment) && hasHole(template[index] ?? '')) return true
  }
  return false
}

/** Returns the path parameter at whose position the other path has a literal segment. */
function blamed(own: Operation, template: Segments, segments: Segments): string | undefined {
  const differing = segments.findIndex((segment, index) => {
    const mine = template[index]
    return mine !== undefined && hasHole(mine) && mine !== segment && !/^\{[a-z0-9_]+\}$/.test(segment)
  })
  const index = differing >= 0 ? differing : template.findLastIndex(hasHole)
  return getHole(own.wire_path, index)
}
