import {
  type Caller,
  getNeeds,
  getSuccess,
  isForMembers,
  LEVELS,
  type Level,
  type OperationShape,
} from '@bulkhead/contract/operation'
import type { MatrixCaller } from './matrix-caller.ts'
import { isHidden } from './matrix-fixture.ts'
import { getName, isNaming, type Place } from './places.ts'
import { SAMPLES } from './samples.ts'
import type { HttpResponse } from './send.ts'

export type Origin = 'own' | 'foreign' | 'random' | 'malformed'

/** Expected response: a status, and a code or a body that reveals no more than the code. */
export interface Expectation {
  readonly status: number
  /** Pattern of valid codes. Absent for a success. */
  readonly code?: RegExp
  /** The response is a list without elements. */
  readonly empty?: true
}

const UNAUTHENTICATED: Expectation = { status: 401, code: /^(unauthenticated|connect_session_ended)$/ }
const INVALID_SIGN_IN: Expectation = { status: 401, code: /^invalid_sign_in$/ }
const CSRF_REFUSED: Expectation = { status: 403, code: /^csrf_refused$/ }
const NOT_PERMITTED: Expectation = { status: 403, code: /^not_permitted$/ }
const NOT_GRANTED: Expectation = { status: 403, code: /^not_granted$/ }
const MISMATCH: Expectation = { status: 403, code: /^organization_mismatch$/ }
const INVALID: Expectation = { status: 422, code: /^invalid_request$/ }
const NOT_FOUND: Expectation = { status: 404, code: /^(?!route).*_not_found$/ }

/** Returns the refusal that a caller gets before any lookup. */
export function getRefusal(
  operation: OperationShape,
  { kind, lacks, rights, isCommandLine }: MatrixCaller,
): Expectation | undefined {
  const { callers, method, sameOrigin, path } = operation
  if (callers === 'anyone') return sameOrigin && lacks === 'own origin' ? CSRF_REFUSED : undefined
  if (kind === undefined) return UNAUTHENTICATED
  if (lacks === 'own origin' || (lacks === 'csrf token' && method !== 'GET')) return CSRF_REFUSED
  if (!callers.includes(kind)) return NOT_PERMITTED
  if (isCommandLine && !path.startsWith('/api/')) return NOT_PERMITTED
  const isRoleTooLow =
    (rights?.role === 'member' && !isForMembers(operation)) ||
    (rights?.role === 'admin' && getNeeds(operation) === 'owner')
  return isRoleTooLow ? NOT_PERMITTED : undefined
}

/**
 * Returns whether a command line with read-only access must not call the operation. A token that it mints is read-only
 * too. It may revoke its own token, which no sample names.
 */
function writes({ operationId, method, callers, executes }: OperationShape): boolean {
  return callers !== 'anyone' && method !== 'GET' && executes !== true && operationId !== 'createScopedToken'
}

function isInWorkspace({ reference }: Place): boolean {
  return ['workspace', 'workspace_name', 'connector', 'tool_call', 'connect_session'].includes(reference)
}

function isLevelTooLow(operation: OperationShape, { rights }: MatrixCaller): boolean {
  const least = LEVELS.indexOf(getNeeds(operation) as Level)
  return rights?.level !== undefined && LEVELS.indexOf(rights.level) < least
}

/**
 * Returns the response that the design requires for a value at a place.
 *
 * @param agreeing Whether other fields name the caller's own workspace too.
 * @param beside Other places, which are filled with own values.
 */
export function expected(
  operation: OperationShape & { operationId: keyof typeof SAMPLES },
  caller: MatrixCaller,
  place: Place,
  origin: Origin,
  agreeing: boolean,
  beside: readonly Place[],
): Expectation {
  const refusal = getRefusal(operation, caller)
  if (refusal === UNAUTHENTICATED || refusal === CSRF_REFUSED) return refusal
  const isHeader = place.part === 'header'
  if (isHeader && origin !== 'own' && operation.callers !== 'anyone') return MISMATCH
  if (refusal !== undefined) return refusal
  if (operation.operationId === 'signIn' && caller.lacks === 'membership') return INVALID_SIGN_IN
  if (caller.isReadOnly && writes(operation))
    return origin === 'malformed' && place.strict ? INVALID : NOT_GRANTED
  const { status } = getSuccess(operation)
  const { handle, managed } = SAMPLES[operation.operationId]
  const refuses = isLevelTooLow(operation, caller)
  if (origin === 'own' || isHeader) {
    if (handle && (refuses || isHidden(caller))) return NOT_FOUND
    const concerned = [...beside, place].find(isInWorkspace)
    if (concerned === undefined) return { status }
    if (isHidden(caller)) return expected(operation, caller, concerned, 'random', agreeing, [])
    const isManaged =
      [...beside, place].some((named) => managed?.includes(getName(named))) &&
      isLevelTooLow({ ...operation, needs: 'manager' }, caller)
    return refuses || isManaged ? NOT_PERMITTED : { status }
  }
  // The server decides from the token alone: an id outside the grant gets the same response whether or not it exists.
  if (caller.isNarrowed && place.part === 'params' && place.reference === 'connector') return NOT_GRANTED
  if (origin === 'malformed' && place.strict) return INVALID
  const makesNone = caller.kind === 'person' && operation.personSends !== undefined && isNaming(place)
  const isFree =
    !makesNone &&
    SAMPLES[operation.operationId].free?.includes(getName(place)) &&
    SAMPLES[operation.operationId].freeTo?.includes(caller.kind as Caller) !== false &&
    !(agreeing && isNaming(place))
  if (isFree) {
    const concerned = beside.find(isInWorkspace)
    if (concerned === undefined) return { status }
    if (isHidden(caller)) return expected(operation, caller, concerned, 'random', agreeing, [])
    return refuses ? NOT_PERMITTED : { status }
  }
  // The server looks up the workspace of a key first.
  if (refuses && place.reference === 'workspace_key') return NOT_PERMITTED
  const isFilter = place.part === 'query' && SAMPLES[operation.operationId].single !== true
  return isFilter ? { status, empty: true } : NOT_FOUND
}

export function getFaults({ status, text }: HttpResponse, expectation: Expectation): string[] {
  const told = `${status} ${text.slice(0, 200)}`
  if (status !== expectation.status) return [`answers ${told} instead of ${expectation.status}`]
  // A response to a deletion, or a redirect, has no body.
  const body = text === '' ? {} : JSON.parse(text)
  if (expectation.code !== undefined && !expectation.code.test(body.code))
    return [`answers ${told} instead of ${expectation.code}`]
  if (expectation.empty && !isEmptyList(body)) return [`answers ${told} instead of an empty list`]
  return []
}

/** Returns whether all lists in a response are empty. A list of counts over time is empty if all counts are zero. */
function isEmptyList(body: object): boolean {
  const lists = Object.values(body).filter((member) => Array.isArray(member))
  return lists.length > 0 && lists.every((list) => list.every((element) => element?.calls === 0))
}
