import { givenSelection } from '#graphql/plan-graphql'
import { invalidParameter } from '#model/check-value'
import type { Definition, Operation } from '#model/definition'
import { EngineError } from '#model/errors'
import { getName, type Reach, readsAll } from '#reach/reach'
import { reachedByParams } from '#reach/reached-by-params'
import { operationsAt, reachedByPath } from '#reach/reached-by-path'
import { leavesRecord } from '#reach/selection-paths'
import { ownMember } from '#text/json-object'

/** Destination of a narrowed caller's request. */
export interface Target {
  readonly method: string
  readonly url: string
}

/** Context of a check: an operation of a definition, the base URL, and the rights of a narrowed caller. */
export interface ReachContext {
  readonly definition: Definition
  readonly base_url: URL
  readonly reach: Reach
}

/**
 * Rejects params that make a request reach an operation that the caller may not run.
 *
 * @param follow Cursor that is the URL of a page.
 * @throws {EngineError} `outside_reach`; `invalid_parameter` for a URL that the caller did not get from a response.
 */
export function assertReach(
  context: ReachContext,
  operation: Operation,
  params: { readonly [name: string]: unknown },
  target: Target,
  follow: string | undefined,
): void {
  const { definition, reach } = context
  for (const reached of reachedByParams(definition, operation, params)) {
    if (!reach.permits(reached.operation)) throw outside(operation, reached.parameter, reached.operation)
  }
  const path = follow === undefined ? pathBelow(context.base_url, target) : undefined
  for (const reached of path === undefined ? [] : reachedByPath(definition, operation, target.method, path)) {
    if (!reach.permits(reached.operation)) throw outside(operation, reached.parameter, reached.operation)
  }
  const selection = selectionIn(operation, params)
  const isBeyond = selection !== undefined && leavesRecord(selection, operation.graphql?.default_fields ?? '')
  if (!isBeyond && follow === undefined) return
  if (readsAll(reach, definition)) return
  if (isBeyond) {
    const message = `${getName(operation)}: fields leads from the record to others, which takes the right to read all of ${definition.display_name}. Name fields of the record itself.`
    throw new EngineError('outside_reach', message, { parameter: 'fields', reaches: 'all' })
  }
  if (follow !== undefined && !reach.gave(operation, follow)) {
    throw invalidParameter('cursor', 'must be the end_cursor of the page before, as it was given')
  }
}

/**
 * Rejects the target of a service's redirect if it belongs to an operation that the caller may not run.
 *
 * @throws {EngineError} `redirect_refused`.
 */
export function assertFollows(context: ReachContext, operation: Operation, target: Target): void {
  const path = pathBelow(context.base_url, target)
  const found = path === undefined ? [] : operationsAt(context.definition, target.method, path)
  const [first] = found
  if (first === undefined || found.includes(operation) || found.some((one) => context.reach.permits(one)))
    return
  const message = `${getName(operation)} was sent on to ${getName(first)}, which the caller may not run.`
  throw new EngineError('redirect_refused', message, { may_be_done: false })
}

function pathBelow(base_url: URL, { url }: Target): string | undefined {
  const { origin, pathname } = new URL(url)
  const prefix = base_url.pathname.replace(/\/$/, '')
  const isBelow = origin === base_url.origin && pathname.startsWith(`${prefix}/`)
  return isBelow ? pathname.slice(prefix.length) : undefined
}

function selectionIn(
  { graphql }: Operation,
  params: { readonly [name: string]: unknown },
): string | undefined {
  const given = graphql === undefined || graphql.query.length === 1 ? undefined : ownMember(params, 'fields')
  return given === undefined || given === null ? undefined : givenSelection(given)
}

function outside(own: Operation, parameter: string, reached: Operation) {
  const message = `${getName(own)}: this ${parameter} reaches ${getName(reached)}, which the caller may not run.`
  return new EngineError('outside_reach', message, { parameter, reaches: getName(reached) })
}
