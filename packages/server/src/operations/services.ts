import type { EgressPolicy, Sender } from '@bulkhead/engine'
import type { Provider } from 'oidc-provider'
import type { IdempotencyProcess } from '#access/idempotency/once'
import type { RateLimiter } from '#access/limits/rate-limiter'
import type { QuotaReader } from '#access/limits/read-quotas'
import type { ResponsePace } from '#access/request/response-pace'
import type { TokenCache } from '#access/tokens/authenticate'
import type { FailureLimiter } from '#access/tokens/failure-limiter'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import type { SigningKeys } from '#access/tokens/signing-keys'
import type { ConnectionCache } from '#connectors/connections/connection-cache'
import type { Definitions } from '#connectors/definitions/load-definitions'
import type { Compiler } from '#connectors/definitions/own/compiler'
import type { OwnDefinitions } from '#connectors/definitions/own/own-definitions'
import type { TokenRefresher } from '#connectors/oauth/token-refresher'
import type { FairQueue } from '#execution/fair-queue'
import type { ReaderPool } from '#execution/reading/reader-pool'
import type { RefusedCredentials } from '#execution/refused-credentials'
import type { RunningDownloads } from '#execution/running-downloads'
import type { UpstreamBackoff } from '#execution/upstream-backoff'
import type { RefusalRecorder } from '#journal/audit/record-refusal'
import type { AttemptLimiter } from '#people/attempt-limiter'
import type { Identity } from '#people/identity'
import type { ReadTxt } from '#people/providers/txt-resolver'
import type { SignInRefusals } from '#people/sign-in-refusals'
import type { BackgroundTasks } from '#platform/background-tasks'
import type { WindowCounter } from '#platform/cache/window-counter'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Mailer } from '#platform/mail/mailer'
import type { Telemetry } from '#platform/telemetry/telemetry'
import type { Keyring } from '#platform/vault/keyring'
import type { RemoteKeys } from '#platform/vault/remote-keys'
import type { WebhookSender } from '#records/deliveries/webhook-sender'
import type { ToolCallRecorder } from '#records/tool-calls/record-tool-calls'
import type { UseRecorder } from '#tenancy/applications/record-use'
import type { LogoEncoder } from '#tenancy/organizations/logo-encoder'
import type { NamedWorkspaces } from '#tenancy/workspaces/named-workspaces'

/** Services of a server. Created once in `start-server.ts`, and passed on from there. */
export interface Services {
  readonly database: Database
  /** The same database for reports. If there is a replica, it reads there. */
  readonly reports: Database
  readonly keyring: Keyring
  /** Keys of the keyring that an external key service holds. */
  readonly remoteKeys: RemoteKeys | undefined
  readonly signingKeys: SigningKeys
  /** Issuer of the tokens: the public URL. */
  readonly issuer: string
  /** Origin of OAuth callbacks: the issuer's, unless the operator set another one. */
  readonly callbackOrigin: string
  /** Audience that the API accepts. */
  readonly audience: string
  /** Audience that the MCP endpoint accepts: its URL, the resource of RFC 8707 and RFC 9728. */
  readonly mcpResource: string
  /** Definitions available to the caller's organization. Without a caller, the ones available to everyone. */
  readonly definitions: Definitions
  readonly ownDefinitions: OwnDefinitions
  readonly compiler: Compiler
  readonly logoEncoder: LogoEncoder
  readonly egressPolicy: EgressPolicy
  readonly sender: Sender
  readonly connections: ConnectionCache
  readonly namedWorkspaces: NamedWorkspaces
  readonly tokenRefresher: TokenRefresher
  readonly webhookSender: WebhookSender
  readonly backgroundTasks: BackgroundTasks
  readonly fairQueue: FairQueue
  readonly downloadSlots: FairQueue
  readonly responseMemory: FairQueue
  readonly readers: ReaderPool
  readonly runningDownloads: RunningDownloads
  readonly refusedCredentials: RefusedCredentials
  readonly upstreamBackoff: UpstreamBackoff
  readonly failureLimiter: FailureLimiter
  readonly identity: Identity
  /** Undefined if the server sends no mail. */
  readonly mailer: Mailer | undefined
  readonly signInAttempts: AttemptLimiter
  /** Challenges for passkeys, by network. */
  readonly passkeyChallenges: WindowCounter
  /** Returns the authorization server, which is loaded on the first call. */
  authorizationServer(): Promise<Provider>
  /** Whether the command line may sign in with a code that is entered on another device. */
  readonly deviceCodes: boolean
  /** Returns whether the metadata announce client id metadata documents. */
  announcesDocuments(): Promise<boolean>
  readonly signInRefusals: SignInRefusals
  readonly readTxt: ReadTxt
  readonly tokenCache: TokenCache
  readonly revocations: RevocationFeed
  readonly refusals: RefusalRecorder
  readonly quotas: QuotaReader
  readonly rateLimiter: RateLimiter
  readonly idempotency: IdempotencyProcess
  readonly toolCalls: ToolCallRecorder
  /** Whether services can be tried with sample data. */
  readonly hasSampleData: boolean
  /** Undefined unless traces, metrics and the log are sent to a receiver. */
  readonly telemetry: Telemetry | undefined
  readonly applicationUses: UseRecorder
  /** Whether the server is shutting down. */
  readonly lifecycle: { readonly draining: boolean; readonly closing: boolean }
  readonly pace: ResponsePace
  readonly log: Log
  readonly version: string
}
