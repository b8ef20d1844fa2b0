import type { Definition, Operation } from '#model/definition'
import { EngineError } from '#model/errors'
import {
  entersPath,
  getForm,
  getHole,
  getReadings,
  hasHole,
  isAsGeneral,
  matchesPath,
  matchesSegment,
  type Segments,
  templateSegments,
} from '#reach/match-path'
import { getPathIndex } from '#reach/path-index'

/** Another operation that a path belongs to. */
export interface ReachedByPath {
  readonly operation: Operation
  /** Path parameter that leads to the operation. */
  readonly parameter: string
}

/** Number of different paths that are compared with each other. */
const MOST_COMPARED = 100

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
  const template = templateSegments(own.wire_path)
  const choices = template.map(hasHole)
  if (!choices.includes(true)) return []
  const index = getPathIndex(definition)
  return getReadings(path).flatMap((reading) => {
    const select = (depth: number, follows: (template: string) => boolean) =>
      index
        .find(method, reading, depth)
        .filter(
          (other) =>
            other !== own && follows(other.wire_path) && isRival(templateSegments(other.wire_path), template),
        )
    const whole = select(reading.length, (other) => matchesPath(other, reading))
    const choice = choices.indexOf(true) + 1
    const found = whole.length > 0 ? whole : select(choice, (other) => entersPath(other, reading, choices))
    return found.map((operation) => ({
      operation,
      parameter: blamed(own, template, templateSegments(operation.wire_path)) ?? 'params',
    }))
  })
}

/**
 * Returns the operations that a path belongs to. If several match, returns those with the most literal path. Empty if
 * none matches.
 *
 * @param path Path below the base URL, as sent.
 * @throws {EngineError} `redirect_refused` if more than {@link MOST_COMPARED} different paths of operations match.
 */
export function operationsAt(definition: Definition, method: string, path: string): readonly Operation[] {
  const index = getPathIndex(definition)
  return getReadings(path).flatMap((reading) => {
    const places = getPlaces(definition, index.find(method, reading, reading.length), reading)
    const isOutdone = (own: Segments) =>
      places.some(({ segments: other }) => isAsGeneral(own, other) && !isAsGeneral(other, own))
    return places.filter(({ segments }) => !isOutdone(segments)).flatMap(({ operations }) => operations)
  })
}

/** Operations with paths that match the same requests. All operations of GraphQL have one path. */
interface Place {
  readonly segments: Segments
  readonly operations: Operation[]
}

function getPlaces(
  { display_name }: Definition,
  candidates: readonly Operation[],
  path: Segments,
): readonly Place[] {
  const places = new Map<string, Place>()
  for (const operation of candidates) {
    const { wire_path } = operation
    if (!matchesPath(wire_path, path)) continue
    const form = getForm(wire_path)
    const place = places.get(form)
    if (place !== undefined) place.operations.push(operation)
    else places.set(form, { segments: templateSegments(wire_path), operations: [operation] })
    if (places.size > MOST_COMPARED) {
      const message = `Over ${MOST_COMPARED} paths of ${display_name} match the target of a redirect, so it is not certain whether the caller may run its operation.`
      throw new EngineError('redirect_refused', message, { may_be_done: false })
    }
  }
  return [...places.values()]
}

/** Returns whether the path of an operation can result from values of another one's path parameters. */
function isRival(segments: Segments, template: Segments): boolean {
  if (isAsGeneral(segments, template)) return false
  const literals = template.slice(0, template.findIndex(hasHole))
  return literals.every((literal, index) => matchesSegment(segments[index] ?? '', literal))
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
