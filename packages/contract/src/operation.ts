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
 * Lowest right that a person needs to call an operation: a role, or for members a level in the workspace. `self`: any
 * person, because the operation is about the person's own account or is the same for everybody.
 */
export type Needs = 'owner' | 'admin' | Level | 'self'

/** Audit event recorded when the operation succeeds, as `resource.verb`. */
export type AuditEvent = `${string}.${string}`

/** Bounds of a request body. A quota may allow fewer bytes. */
export interface BodyBounds {
  readonly bytes: number
  /** Maximum number of values, including members of arrays and objects. */
  readonly values: number
  /** Maximum number of levels of arrays and objects. */
  readonly depth: number
  /** Members of the body that may be long strings. If the body has more than 1 MiB, another thread parses it. */
  readonly texts?: readonly string[]
}

/** Default bounds of a body: 1 MiB, 10,000 values, 64 levels. */
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
  /** Kinds of callers that may call the operation. `anyone` needs no token. */
  readonly callers: 'anyone' | readonly Caller[]
  /** Lowest right that a person needs. Default: `admin`. */
  readonly needs?: Needs
  /** Body members that a person must send, each with the only value allowed to a person. */
  readonly personSends?: Readonly<Record<string, boolean | string>>
  /** The body names an `entity` and an `action`, which the grant of the token must permit. */
  readonly executes?: true
  /**
   * The server rejects the request if the browser reports that a page of another origin sent it. Used for operations
   * without a token.
   */
  readonly sameOrigin?: true
  /** Audit event. Null: success leaves no audit record. There is no default. */
  readonly audit: AuditEvent | null
  /**
   * Support of `Idempotency-Key`. Default: supported by every method but GET. `none`: the response contains a secret
   * that is not stored, or nothing is written. `by effect`: supported only if the requested operation writes.
   */
  readonly idempotency?: 'none' | 'by effect'
  /**
   * `ignored`: unknown fields of the body and unknown query parameters do not fail the request, and a header of the
   * response names them. Set for operations that existing clients call, whose newer versions send fields of their own.
   * By default, and wherever an unknown field may be a limit of a right, they are rejected.
   */
  readonly unknownFields?: 'ignored'
  /**
   * The response has the same bytes for every caller. Over HTTP it is compressed and has an `ETag`: a client may store
   * it, and asks each time whether it is still the same.
   */
  readonly revalidates?: true
  /** Bounds of the body. Default: {@link BODY_BOUNDS}. */
  readonly bodyBounds?: BodyBounds
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TObject
  /** Exactly one entry: the success status and the schema that serializes its body. */
  readonly responses: Readonly<Record<number, TSchema>>
  /** Error codes in addition to {@link COMMON_ERRORS}, which every operation may return. */
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

/** Declares an operation. Validation, serialization, types, OpenAPI and the isolation matrix are derived from it. */
export function operation<const O extends OperationShape>(declared: O): Readonly<O> {
  return Object.freeze(declared)
}

/** Returns every error code that the operation may return, sorted. */
export function getErrors(operation: OperationShape): ErrorCode[] {
  const codes = new Set<ErrorCode>([...operation.errors, ...COMMON_ERRORS.always])
  if (operation.callers !== 'anyone') for (const code of COMMON_ERRORS.authenticated) codes.add(code)
  if (takesCookie(operation)) codes.add('csrf_refused')
  if (takesPerson(operation) && !isOwnAccount(operation)) codes.add('second_factor_missing')
  if (takesPeople(operation) && operation.operationId !== 'signOut') codes.add('network_not_allowed')
  if (getIdempotency(operation) !== 'none') for (const code of COMMON_ERRORS.idempotent) codes.add(code)
  if (operation.method !== 'GET') for (const code of COMMON_ERRORS.withoutGet) codes.add(code)
  return [...codes].sort()
}

/** Returns the lowest right that a person needs to call the operation. */
export function getNeeds({ needs = 'admin' }: OperationShape): Needs {
  return needs
}

/**
 * Returns whether members of an organization may call the operation, for workspaces in which their level is high
 * enough.
 */
export function isForMembers(operation: OperationShape): boolean {
  return !['owner', 'admin'].includes(getNeeds(operation))
}

/**
 * Returns whether the operation is about the person's own account. If a second factor is required, only these
 * operations work before it is set up.
 */
export function isOwnAccount(operation: OperationShape): boolean {
  return getNeeds(operation) === 'self' && operation.path.startsWith('/auth/')
}

function takesPerson({ callers }: OperationShape): boolean {
  return callers !== 'anyone' && callers.includes('person')
}

/** Returns whether a person, or a token that a person may have minted, can call the operation. */
function takesPeople({ callers }: OperationShape): boolean {
  return callers !== 'anyone' && callers.some((kind) => ['person', 'scoped', 'narrowed'].includes(kind))
}

/** Returns whether a cookie authenticates the operation's requests, or its response sets the cookie. */
function takesCookie(operation: OperationShape): boolean {
  return operation.sameOrigin === true || takesPerson(operation)
}

/** Returns whether a request with an `Idempotency-Key` is executed at most once. */
export function getIdempotency({
  method,
  callers,
  idempotency,
}: OperationShape): 'always' | 'by effect' | 'none' {
  return method === 'GET' || callers === 'anyone' ? 'none' : (idempotency ?? 'always')
}

/**
 * Returns whether a request may lack a body. That is so if no field is required. A missing body counts as an empty
 * object.
 */
export function bodyIsOptional({ body }: OperationShape): boolean {
  return body !== undefined && ((body as { required?: string[] }).required ?? []).length === 0
}

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

export type Output<O extends OperationShape> = O['responses'][keyof O['responses']] extends infer S extends
  TSchema
  ? Static<S>
  : never
