import type { Static, TObject, TSchema } from 'typebox'
import type { ErrorCode } from './errors.ts'

/**
 * Kinds of callers. `application` and `person` act in the organization. `scoped` acts in one workspace, and `narrowed`
 * within a grant of it. `connect` holds a connect link, and `key` the key of a workspace.
 */
export const CALLERS = ['application', 'scoped', 'narrowed', 'person', 'connect', 'key'] as const
export type Caller = (typeof CALLERS)[number]

/** Roles of people in an organization, the highest first. */
export const ROLES = ['owner', 'admin', 'member'] as const
export type Role = (typeof ROLES)[number]

/**
 * Levels of a member in a workspace, the lowest first: reads; executes and connects; also changes and deletes
 * connectors.
 */
export const LEVELS = ['viewer', 'user', 'manager'] as const
export type Level = (typeof LEVELS)[number]

/**
 * Least right of a person who calls an operation: a role, or for members a level in the workspace concerned. `self`: any
 * person, about the own account or what is the same for everybody.
 */
export type Needs = 'owner' | 'admin' | Level | 'self'

/** Audit event recorded when the operation succeeds, as `resource.verb`. */
export type AuditEvent = `${string}.${string}`

/** Bounds of the body of a request. A quota may allow fewer bytes. */
export interface BodyBounds {
  readonly bytes: number
  /** Values, members of arrays and objects included. */
  readonly values: number
  /** Levels of arrays and objects. */
  readonly depth: number
  /** Members of the body that may be long texts. If it has more than 1 MiB, another thread reads it. */
  readonly texts?: readonly string[]
}

/** Bounds of a body whose operation names no others: 1 MiB, 10,000 values, 64 levels. */
export const BODY_BOUNDS: BodyBounds = { bytes: 1_048_576, values: 10_000, depth: 64 }

/** The shape of every operation. */
export interface OperationShape {
  readonly operationId: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** OpenAPI path template. */
  readonly path: `/${string}`
  readonly tag: string
  readonly summary: string
  readonly description?: string
  /** Kinds of caller that may call it; `anyone` needs no token. */
  readonly callers: 'anyone' | readonly Caller[]
  /** Least right of a person who calls it. Default: `admin`. */
  readonly needs?: Needs
  /** Members of the body that a person must send, with the only value a person may send. */
  readonly personSends?: Readonly<Record<string, boolean | string>>
  /** Its body names an `entity` and an `action`, which the grant of a token has to permit. */
  readonly executes?: true
  /** Refused where a browser says that a page of another origin sent it; of use where no token is needed. */
  readonly sameOrigin?: true
  /** Null says that success leaves no audit record; there is no default. */
  readonly audit: AuditEvent | null
  /**
   * Support of `Idempotency-Key`. Default: every method but GET. `none`: the response carries a secret that is stored
   * nowhere, or nothing is written. `by effect`: only if the requested operation writes.
   */
  readonly idempotency?: 'none' | 'by effect'
  /** Bounds of its body, where they are not {@link BODY_BOUNDS}. */
  readonly bodyBounds?: BodyBounds
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TObject
  /** Exactly one entry: the success status and the schema that serializes its body. */
  readonly responses: Readonly<Record<number, TSchema>>
  /** Codes beside those that every operation may answer, {@link COMMON_ERRORS}. */
  readonly errors: readonly ErrorCode[]
}

/**
 * Codes that any operation may return. Codes about a token: only where one is needed. Codes about a body: wherever one
 * may be sent, whether or not the operation takes it.
 */
const COMMON_ERRORS = {
  always: ['invalid_request', 'internal', 'unavailable', 'key_unavailable'],
  authenticated: [
    'unauthenticated',
    'rate_limited',
    'not_permitted',
    'not_granted',
    'organization_mismatch',
    'origin_not_allowed',
  ],
  idempotent: ['idempotency_mismatch', 'idempotency_in_flight', 'idempotency_outcome_unknown'],
  withoutGet: ['malformed_json', 'body_too_large', 'request_too_large', 'unsupported_media_type'],
} as const satisfies Record<string, readonly ErrorCode[]>

/** Declares an operation; validation, serialization, types, OpenAPI and the isolation matrix derive from it. */
export function operation<const O extends OperationShape>(declared: O): Readonly<O> {
  return Object.freeze(declared)
}

/** Every code the operation may answer, sorted. */
export function getErrors(operation: OperationShape): ErrorCode[] {
  const codes = new Set<ErrorCode>([...operation.errors, ...COMMON_ERRORS.always])
  if (operation.callers !== 'anyone') for (const code of COMMON_ERRORS.authenticated) codes.add(code)
  if (takesCookie(operation)) codes.add('csrf_refused')
  if (takesPerson(operation) && !isOwnAccount(operation)) codes.add('second_factor_missing')
  if (getIdempotency(operation) !== 'none') for (const code of COMMON_ERRORS.idempotent) codes.add(code)
  if (operation.method !== 'GET') for (const code of COMMON_ERRORS.withoutGet) codes.add(code)
  return [...codes].sort()
}

/** The least right of a person who calls the operation. */
export function getNeeds({ needs = 'admin' }: OperationShape): Needs {
  return needs
}

/** Whether a member of an organization may call the operation about workspaces in which the level is high enough. */
export function isForMembers(operation: OperationShape): boolean {
  return !['owner', 'admin'].includes(getNeeds(operation))
}

/**
 * Whether the operation is about the own account of the person who calls: the only ones before a second factor that is
 * required.
 */
export function isOwnAccount(operation: OperationShape): boolean {
  return getNeeds(operation) === 'self' && operation.path.startsWith('/auth/')
}

function takesPerson({ callers }: OperationShape): boolean {
  return callers !== 'anyone' && callers.includes('person')
}

/** Whether a cookie authenticates its requests, or is set by its answer. */
function takesCookie(operation: OperationShape): boolean {
  return operation.sameOrigin === true || takesPerson(operation)
}

/** Whether a request with an `Idempotency-Key` is done at most once. */
export function getIdempotency({
  method,
  callers,
  idempotency,
}: OperationShape): 'always' | 'by effect' | 'none' {
  return method === 'GET' || callers === 'anyone' ? 'none' : (idempotency ?? 'always')
}

/** Whether a request may come without a body, which counts as an empty object: none of its fields is required. */
export function bodyIsOptional({ body }: OperationShape): boolean {
  return body !== undefined && ((body as { required?: string[] }).required ?? []).length === 0
}

/** The status of success and its schema. */
export function getSuccess(operation: OperationShape): { status: number; schema: TSchema } {
  const [entry] = Object.entries(operation.responses)
  if (entry === undefined) throw new TypeError(`${operation.operationId} declares no response.`)
  return { status: Number(entry[0]), schema: entry[1] }
}

type Part<O, K extends string> = O extends { readonly [P in K]: infer S extends TSchema }
  ? Static<S>
  : Record<never, never>

/** Validated input of an operation's handler. */
export interface Input<O extends OperationShape> {
  readonly params: Part<O, 'params'>
  readonly query: Part<O, 'query'>
  readonly body: Part<O, 'body'>
}

/** Return value of an operation's handler. */
export type Output<O extends OperationShape> = O['responses'][keyof O['responses']] extends infer S extends
  TSchema
  ? Static<S>
  : never
