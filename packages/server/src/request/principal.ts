import type { Grant } from '@bulkhead/contract/grants'
import type { AuditEvent, Caller, Role } from '@bulkhead/contract/operation'
import type { SOURCES } from '@bulkhead/contract/tool-calls'
import type { Reach } from '#platform/database/roles/confine'
import type { TraceSpan } from '#platform/telemetry/telemetry'
import type { Epochs } from './epochs.ts'
import type { IdempotencyContext } from './once.ts'

/** Authority behind a token or a session: an application or a person. */
export type Actor =
  | { readonly application: string; readonly person?: never; readonly session?: never }
  | {
      readonly application?: never
      readonly person: string
      /** The session that the person is signed in by, or in which the token was minted. */
      readonly session: string
    }

/** The caller. Only `tokens/authenticate.ts` and `identity/` make one, from a verified token or session. */
export type Principal = Actor & PrincipalScope

interface PrincipalScope {
  /** Kind of caller, as operations name it. */
  readonly kind: Caller
  /** The organization; every row this principal can reach carries its id. */
  readonly organization: string
  /** Present for a scoped token: the one workspace it reaches. */
  readonly workspace?: string
  /** Present for a person who is signed in. */
  readonly role?: Role
  /** Present for a person whose role is member: the workspaces that the person reaches. */
  readonly member?: Reach
  /** Present for a narrowed token: what of the workspace it may use. */
  readonly grant?: Grant
  /** Present for a program that a person let act: the grant, which names person, client and workspace. */
  readonly grant_id?: string
  /** Name of that program. Absent from tokens of versions before this one. */
  readonly client_name?: string
  /** Present for a widget token: the one origin whose pages may use it in a browser. */
  readonly allowed_origin?: string
  readonly client_id: string
  /** The epochs that its token carries, which were in force when it was verified. */
  readonly epochs: Epochs
  /** Present for tokens of applications: the client secret that stands behind it. */
  readonly secret?: string
  /** Present for a token that an application token minted: `jti` of that one. */
  readonly parent?: string
  /** `jti` of the token; of a person who is signed in, the id of the session. */
  readonly token_id: string
  /** Present for a person whom a provider signed in: when its word no longer counts, nor do tokens that were minted. */
  readonly lapses_at?: Date
  /** Present for a person whose organization requires a second factor that the person does not have. */
  readonly lacks_factor?: true
  /** Present for the holder of a connect link: the session that it is of. */
  readonly connect?: ConnectHold
}

/** A connect session as its token reaches it. */
export interface ConnectHold {
  readonly session_id: string
  /** Whether it can still be used. One that has ended shows its result for some minutes. */
  readonly is_open: boolean
}

/** The interfaces that a request can come by. */
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
  /** The `Cookie` header, where it is what authenticated. */
  readonly cookies?: string
  /** Network address of a person who is signed in by a cookie. */
  readonly address?: string
  /** Audit event of a successful operation, from the contract. */
  readonly event: AuditEvent | null
  /** The interface that the request came by. */
  readonly source: Source
  /** Aborts when the caller disconnects before the answer is complete. Made when it is first asked for. */
  readonly whileConnected: () => AbortSignal
  /** Runs `work` once the caller has read the response, or disconnected. */
  readonly whenResponded: (work: () => void) => void
  /** Facts for the access log, collected while the request is processed. */
  readonly notes?: { call?: CalledService; service?: string }
  /** Present where the request is traced. */
  readonly span?: TraceSpan
  /** Makes sure that the caller may still act, after waiting. Rejects with what a new request would be told. */
  readonly authenticateAgain: () => Promise<unknown>
  /** Whether the organization added definitions, as far as it is known. Undefined: ask. */
  readonly has_own_definitions?: boolean
  /** Present where the request carries an `Idempotency-Key` that the operation heeds. */
  readonly idempotencyContext?: IdempotencyContext
}

/** Id of the application or of the person. */
export function getActorId({ application, person }: Actor): string {
  return person ?? application
}

/** Columns of a record that name the program which acted for a person, or the key that acted. */
interface RecordedAgent {
  readonly grant_id: string | null
  readonly client_id: string | null
  readonly client_name: string | null
  readonly key_id: string | null
}

/** Ids and the name of a caller's program, where it acts for a person. */
export interface ActingFields {
  readonly grant_id?: string | undefined
  readonly client_id: string
  readonly client_name?: string | undefined
}

/** Program or key of a caller as records name it. */
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

/** An actor as records name it. */
export function recordedActor({ application, person }: Actor) {
  return { application_id: application ?? null, person_id: person ?? null }
}
