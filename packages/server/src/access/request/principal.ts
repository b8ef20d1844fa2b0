import type { Grant } from '@bulkhead/contract/grants'
import type { AuditEvent, Caller, Role } from '@bulkhead/contract/operation'
import type { SOURCES } from '@bulkhead/contract/tool-calls'
import type { Reach } from '#platform/database/roles/confine'
import type { TraceSpan } from '#platform/telemetry/telemetry'
import type { Epochs } from './epochs.ts'
import type { IdempotencyContext } from './once.ts'
import type { RightsMark } from './rights-mark.ts'

/** Authority behind a token or a session: an application or a person. */
export type Actor =
  | { readonly application: string; readonly person?: never; readonly session?: never }
  | {
      readonly application?: never
      readonly person: string
      /** Session in which the person is signed in, or in which the token was minted. */
      readonly session: string
    }

/** The caller. Only `access/tokens/authenticate.ts` and `people/` create one, from a verified token or session. */
export type Principal = Actor & PrincipalScope

interface PrincipalScope {
  /** Kind of caller, as operations name it. */
  readonly kind: Caller
  /** The organization. Every row that this principal can reach has its id. */
  readonly organization: string
  /** Present for a scoped token, a key, a connect link or an agent: the one workspace that it reaches. */
  readonly workspace?: string
  /** Present for a person who is signed in. */
  readonly role?: Role
  /** Present for a person whose role is member: the workspaces that the person reaches. */
  readonly member?: Reach
  /** Present for a narrowed token: the part of the workspace that it may use. */
  readonly grant?: Grant
  /** Present for a program that a person authorized: id of the grant, which names person, client and workspace. */
  readonly grant_id?: string
  /** Name of the program. Absent from tokens of earlier versions. */
  readonly client_name?: string
  /** Present for a widget token: the one origin whose pages may use it in a browser. */
  readonly allowed_origin?: string
  readonly client_id: string
  /** Epochs in the token. They were current when the token was verified. */
  readonly epochs: Epochs
  /** Present for tokens of applications: id of the client secret with which the token was obtained. */
  readonly secret?: string
  /** Present for a token that an application token minted: `jti` of the application token. */
  readonly parent?: string
  /** `jti` of the token. For a person who is signed in, id of the session. */
  readonly token_id: string
  /** Present for a person whom a provider signed in: time when the sign-in, and tokens minted under it, expire. */
  readonly lapses_at?: Date
  /**
   * Present for a session, and for a person's token bound to no workspace: time when the unused session, or the grant,
   * ends. Tokens that it mints expire then.
   */
  readonly ends_at?: Date
  /** Present if a person, or a token of a person, comes from outside the networks that the organization allows. */
  readonly is_outside?: true
  /** Present for a person whose organization requires a second factor that the person does not have. */
  readonly lacks_factor?: true
  /** Present for the holder of a connect link: its session. */
  readonly connect?: ConnectHold
}

/** Connect session that a token reaches. */
export interface ConnectHold {
  readonly session_id: string
  /** Hash of the session's token. Another token may take the session over. Absent from records of older versions. */
  readonly token_hash?: string | undefined
  /** Whether the session can still be used. A session that has ended shows its result for some minutes. */
  readonly is_open: boolean
}

/** Interface through which a request came. */
export type Source = (typeof SOURCES)[number]

/** Upstream fields of a request's access log line. */
export interface CalledService {
  readonly entity: string | null
  readonly action: string | null
  readonly upstream_status: number | null
  readonly upstream_ms: number | null
}

/** A request of a principal. Its effects are recorded under this context. */
export type RequestContext = Principal & {
  readonly request_id: string
  /** Address and browser of the caller, if it is the holder of a connect link. */
  readonly client?: { readonly address: string; readonly user_agent: string | undefined }
  /** The `Cookie` header, if it authenticated the request. */
  readonly cookies?: string
  /** Network address of a person. */
  readonly address?: string
  /** Audit event of a successful operation, from the contract. */
  readonly event: AuditEvent | null
  /** Interface through which the request came. */
  readonly source: Source
  /**
   * Returns a signal that aborts if the caller disconnects before the response is complete. Created on the first call.
   */
  readonly whileConnected: () => AbortSignal
  /** Runs `work` once the caller has read the response, or disconnected. */
  readonly whenResponded: (work: () => void) => void
  /** Facts for the access log, collected while the request is processed. */
  readonly notes?: { call?: CalledService; service?: string }
  /** Present if the request is traced. */
  readonly span?: TraceSpan
  /** Taken before the caller was authenticated. Absent where the caller was not authenticated for this request. */
  readonly admitted?: RightsMark
  /** Authenticates the caller again after a wait. Rejects with the error that a new request would get. */
  readonly authenticateAgain: () => Promise<unknown>
  /** Whether the organization added definitions. If undefined, this is not known yet. */
  readonly has_own_definitions?: boolean
  /** Present if the request carries an `Idempotency-Key` and the operation supports one. */
  readonly idempotencyContext?: IdempotencyContext
}

/** Returns the id of the application or of the person. */
export function getActorId({ application, person }: Actor): string {
  return person ?? application
}

/** Columns of a record that name the program or key that acted for a person. */
interface RecordedAgent {
  readonly grant_id: string | null
  readonly client_id: string | null
  readonly client_name: string | null
  readonly key_id: string | null
}

/** Ids and name of a caller's program, if a program acts for a person. */
export interface ActingFields {
  readonly grant_id?: string | undefined
  readonly client_id: string
  readonly client_name?: string | undefined
}

/** Returns the program or key of a caller in the form of records. */
export function recordedAgent({
  kind,
  grant_id,
  client_id,
  client_name,
  token_id,
}: ActingFields & Pick<Principal, 'kind' | 'token_id'>): RecordedAgent {
  const isAgent = grant_id !== undefined
  return {
    grant_id: grant_id ?? null,
    client_id: isAgent ? client_id : null,
    client_name: isAgent ? (client_name ?? null) : null,
    key_id: kind === 'key' ? token_id : null,
  }
}

/** Returns an actor in the form of records. */
export function recordedActor({ application, person }: Actor) {
  return { application_id: application ?? null, person_id: person ?? null }
}
