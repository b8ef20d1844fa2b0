import type { AddressInfo } from 'node:net'
import { createEgressPolicy, createSender, type SenderOptions } from '@bulkhead/engine'
import { createCounterWithReserve } from '#access/limits/counter-with-reserve'
import { createProcessNotices } from '#access/limits/process-notices'
import { createRateLimiter } from '#access/limits/rate-limiter'
import { createQuotaReader } from '#access/limits/read-quotas'
import { createSharedCounter } from '#access/limits/shared-counter'
import { createSharedRateLimiter, RATE_WINDOW_MS } from '#access/limits/shared-rate-limiter'
import { loadValkey } from '#access/limits/valkey/load-valkey'
import { DEFAULT_PACE, type ResponsePace } from '#access/request/response-pace'
import { createTokenCache } from '#access/tokens/authenticate'
import { createFailureLimiter, FAILURES_WINDOW_MS } from '#access/tokens/failure-limiter'
import { startRevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { openServerSecret } from '#access/tokens/server-secret'
import { openSigningKeys } from '#access/tokens/signing-keys'
import { loadAuthorizationServer } from '#agents/authorization-server'
import { createDocumentReach } from '#agents/documents/document-reach'
import { createConnectionCache } from '#connectors/connections/connection-cache'
import { loadConnection } from '#connectors/connections/load-connection'
import { createForeignDocuments } from '#connectors/definitions/foreign-documents'
import { loadDefinitions } from '#connectors/definitions/load-definitions'
import { createCompiler } from '#connectors/definitions/own/compiler'
import { createOwnDefinitions, DEFINITIONS_CHANNEL } from '#connectors/definitions/own/own-definitions'
import { createTokenRefresher } from '#connectors/oauth/token-refresher'
import { createFairQueue } from '#execution/fair-queue'
import { createReaderPool } from '#execution/reading/reader-pool'
import { MEMORY_ERRORS } from '#execution/reading/response-memory'
import { createRefusedCredentials } from '#execution/refused-credentials'
import { createRunningDownloads } from '#execution/running-downloads'
import { createUpstreamBackoff, HOLD_CHANNEL, type Hold } from '#execution/upstream-backoff'
import { createApp } from '#http/create-app'
import { listen } from '#http/listen'
import type { MetricValues } from '#http/metrics/add-up'
import { listenMetrics } from '#http/metrics/listen-metrics'
import { serveScim } from '#http/scim/serve-scim'
import { serveBackChannelLogout } from '#http/serve-back-channel-logout'
import { serveOAuth } from '#http/serve-oauth'
import { createExportJobs } from '#jobs/export-records'
import { rotateSigningKeys } from '#jobs/rotate-signing-keys'
import { type Jobs, startJobs } from '#jobs/start-jobs'
import { createRefusalRecorder } from '#journal/audit/record-refusal'
import { serveMcp } from '#mcp/protocol/serve-mcp'
import type { Services } from '#operations/services'
import { linkForFirstOwner } from '#operator/create-sign-up-link'
import { ensureFirstApplication } from '#operator/ensure-first-application'
import { ensureServerSecrets } from '#operator/ensure-server-secrets'
import { openKeyring } from '#operator/open-keyring'
import { serveOperator } from '#operator/serve-operator'
import { ATTEMPTS_WINDOW_MS, createAttemptLimiter } from '#people/attempt-limiter'
import { createIdentity } from '#people/identity'
import { createTxtResolver } from '#people/providers/txt-resolver'
import { createSignInRefusals } from '#people/sign-in-refusals'
import { createBackgroundTasks } from '#platform/background-tasks'
import { createWindowCounter } from '#platform/cache/window-counter'
import { openPGlite } from '#platform/database/pglite/open-pglite'
import { openPostgres } from '#platform/database/postgres/open-postgres'
import { type OpenReplica, openReplica } from '#platform/database/postgres/open-replica'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import { forPurpose } from '#platform/database/roles/for-purpose'
import { createLog, flushLog, getInstance, type Log } from '#platform/log'
import { createMailer } from '#platform/mail/mailer'
import { once } from '#platform/single-flight'
import { loadTelemetry } from '#platform/telemetry/load-telemetry'
import { assertKeySource } from '#platform/vault/load-keyring'
import type { RemoteKeyTimes } from '#platform/vault/remote-keys'
import { createWebhookSender } from '#records/deliveries/webhook-sender'
import { startToolCallRecorder } from '#records/tool-calls/record-tool-calls'
import { createUseRecorder } from '#tenancy/applications/record-use'
import { createLogoEncoder } from '#tenancy/organizations/logo-encoder'
import { createNamedWorkspaces } from '#tenancy/workspaces/named-workspaces'
import { getKeySource } from './get-key-source.ts'
import { createLifecycle } from './lifecycle.ts'
import { openBackups } from './open-backups.ts'
import { openCallQueues } from './open-call-queues.ts'
import type { Settings } from './settings.ts'
import { VERSION } from './version.ts'
import type { Started } from './workers/messages.ts'
import type { Siblings } from './workers/worker.ts'

/** Server that listens. */
export interface RunningServer extends Started {
  readonly services: Services
  /**
   * Reports that the server is not ready and lets connections end, within the configured time. Call it before `close`.
   */
  drain(): Promise<void>
  /** Reads the metrics of this process. */
  readMetrics(): Promise<readonly MetricValues[]>
  /** Resolves if the embedded database dies. From then on every call is rejected, and the process must start again. */
  readonly died: Promise<Error>
  /** Completes requests in progress, then closes everything. */
  close(): Promise<void>
}

/** Options for the server's outbound requests, in addition to the settings. */
export type Sending = Pick<SenderOptions, 'limits' | 'lookup' | 'ca'> & {
  readonly keyTimes?: Partial<RemoteKeyTimes>
  /** Private networks in which client documents may be, and the documents that `auto` fetches first. */
  readonly clientDocuments?: { readonly allow: readonly string[]; readonly known?: readonly string[] }
}

/**
 * Opens the database, the vault and the keys, and listens.
 *
 * @param siblings Set if this process is one of several workers.
 * @throws Error with a sentence for the operator if a setting, the key or the data does not fit.
 */
export async function startServer(
  settings: Settings,
  log: Log = createLog(settings.logLevel),
  sending: Sending = {},
  pace: Partial<ResponsePace> = {},
  siblings?: Siblings,
): Promise<RunningServer> {
  for (const name of settings.unknown) log.warn(`${name} is not a setting. See: bulkhead serve --help`)
  for (const [name, reason] of settings.ignored) log.warn(`${name} is ignored: ${reason}.`)
  const egressPolicy = readEgressPolicy(settings)
  // Resources are closed in the opposite order of opening, also if the start fails halfway.
  await using opened = new AsyncDisposableStack()
  const process_id = getInstance(log)
  const telemetry = await loadTelemetry(settings.telemetry, { log, version: VERSION, process_id })
  opened.defer(() => telemetry?.close(Math.min(FLUSH_WITHIN_MS, settings.drainMs / 2)))
  opened.defer(() => flushLog(log))
  const { keyTimes, clientDocuments, ...ofRequests } = sending
  const keySource = await getKeySource(settings, keyTimes)
  opened.defer(() => keySource.remoteKeys?.close())
  assertKeySource(keySource)
  const compiler = createCompiler()
  opened.defer(() => compiler.close())
  const { connectorsDirectory, dataDirectory } = settings
  const foreign =
    connectorsDirectory === undefined
      ? undefined
      : createForeignDocuments({ directory: dataDirectory, version: VERSION, compiler, log })
  const definitions = loadDefinitions(connectorsDirectory, log, settings.publicUrl, foreign)
  const death = Promise.withResolvers<Error>()
  const database = await openDatabase(settings, log, death.resolve)
  opened.defer(() => database.close())
  const replica = openReplicaOf(settings, database, log)
  opened.defer(() => replica?.close())
  const keyring = await openKeyring(keySource, database, log)
  await rotateSigningKeys(database, keyring, log)
  const { publicUrl } = settings
  const ensureFirst = () =>
    asOperator(database, log, 'ensure a first organization and application', async (tx) => {
      await ensureServerSecrets(tx, keyring)
      const newClient = await ensureFirstApplication(
        tx,
        keyring,
        settings.client && { client_id: settings.client.id, client_secret: settings.client.secret },
      )
      return { newClient, signUpLink: await linkForFirstOwner(tx, publicUrl) }
    })
  // A configured client takes effect before anyone can call.
  const configured = settings.client && (await ensureFirst())
  const sender = createSender({
    policy: egressPolicy,
    proxy: settings.proxy,
    clientCertificates: settings.clientCertificates,
    ...ofRequests,
  })
  opened.defer(() => sender.close())
  const documentSender = createSender({
    policy: createEgressPolicy({ allow: clientDocuments?.allow ?? [] }),
    proxy: settings.proxy,
    ...ofRequests,
  })
  opened.defer(() => documentSender.close())
  const valkey = await loadValkey(settings.valkeyUrl, log)
  opened.defer(() => valkey?.close())
  const holdsByDatabase = createProcessNotices<Hold>(
    forPurpose(database, { lane: 'requests', name: 'pauses requested by services' }),
    HOLD_CHANNEL,
  )
  const holds = valkey?.notices(HOLD_CHANNEL, holdsByDatabase) ?? holdsByDatabase
  const quotas = createQuotaReader({
    database: forPurpose(database, { lane: 'requests', name: 'quotas' }),
    log,
    requestsPerSecond: settings.requestsPerSecond,
  })
  const revocations = await startRevocationFeed(database, log, undefined, {
    [HOLD_CHANNEL]: holds.receive,
    // The version of the definitions is read together with the quotas.
    [DEFINITIONS_CHANNEL]: (organization) => quotas.forget(organization),
  })
  opened.defer(() => revocations.stop())
  const toolCalls = startToolCallRecorder({
    database: forPurpose(database, { lane: 'jobs', name: 'tool calls' }),
    log,
  })
  opened.defer(() => toolCalls.stop())
  /**
   * Opens a view of the database with its own purpose. Callers wait for each of them, so a lock that delays one purpose
   * must not delay the others.
   */
  const databaseFor = (name: string) => forPurpose(database, { lane: 'requests', name })
  const signingKeys = await openSigningKeys(databaseFor('signing keys'), keyring)
  const ownDefinitions = createOwnDefinitions({
    database: databaseFor('own definitions'),
    shared: definitions,
    ...{ quotas, compiler, revocations },
  })
  const forConnections = { database: databaseFor('connections'), keyring }
  const connections = createConnectionCache(revocations, (principal, connector_id) =>
    loadConnection(forConnections, principal, connector_id),
  )
  revocations.onRevocation(({ kind, organization_id }) => {
    if (kind === 'networks') quotas.forget(organization_id)
  })
  revocations.onReplaced(() => {
    quotas.forgetAll()
    keySource.remoteKeys?.readAgain()
    signingKeys.reload().catch(() => {})
  })
  const tokenRefresher = createTokenRefresher({
    ...{ keyring, revocations, ownDefinitions, sender, connections, log, process_id },
    database: databaseFor('token renewals'),
  })
  opened.defer(() => tokenRefresher.stop())
  const webhookSender = createWebhookSender({
    database: forPurpose(database, { lane: 'jobs', name: 'webhooks' }),
    ...{ keyring, sender, log },
  })
  opened.defer(() => webhookSender.stop())
  const lifecycle = createLifecycle()
  const backgroundTasks = createBackgroundTasks()
  opened.defer(() => backgroundTasks.settled())
  const readers = createReaderPool({ threads: settings.readerThreads })
  opened.defer(() => readers.close())
  const logoEncoder = createLogoEncoder()
  opened.defer(() => logoEncoder.close())
  /** Opens a counter in Valkey if it is set up. While Valkey cannot be reached, the database counts. */
  const openCounter = (name: string, windowMs: number) => {
    const reserve = createSharedCounter({ database: databaseFor(`counter: ${name}`), name, windowMs })
    const counter = valkey?.counter(name, windowMs)
    return counter === undefined ? reserve : createCounterWithReserve({ counter, reserve, name })
  }
  const hasOthers = database.engine === 'postgres'
  const openRequestCounter = () =>
    valkey?.counter('requests', RATE_WINDOW_MS) ?? openCounter('requests', RATE_WINDOW_MS)
  const callQueues = await openCallQueues(database, settings.callLimits, log, valkey?.slotRecords)
  opened.defer(() => callQueues.close())
  const stopping = new AbortController()
  const services: Services = {
    authorizationServer: once(() =>
      loadAuthorizationServer({
        database: databaseFor('sign-in of programs'),
        issuer: publicUrl,
        audience: `${publicUrl}/api/v1`,
        mcpResource: `${publicUrl}/mcp`,
        deviceCodes: settings.deviceCodes,
        hasDocuments: settings.clientIdDocuments !== 'off',
        ...{ revocations, signingKeys, documentSender, log },
      }),
    ),
    deviceCodes: settings.deviceCodes,
    announcesDocuments: createDocumentReach(
      { documentSender, log },
      settings.clientIdDocuments,
      clientDocuments?.known,
    ),
    database,
    reports: replica?.reports ?? database,
    keyring,
    remoteKeys: keySource.remoteKeys,
    signingKeys,
    issuer: publicUrl,
    callbackOrigin: settings.callbackUrl,
    audience: `${publicUrl}/api/v1`,
    mcpResource: `${publicUrl}/mcp`,
    definitions,
    ownDefinitions,
    compiler,
    logoEncoder,
    egressPolicy,
    sender,
    connections,
    namedWorkspaces: createNamedWorkspaces({ database: databaseFor('workspace names') }),
    tokenRefresher,
    webhookSender,
    backgroundTasks,
    fairQueue: callQueues.fairQueue,
    downloadSlots: callQueues.downloadSlots,
    responseMemory: createFairQueue(settings.memoryLimits, MEMORY_ERRORS),
    readers,
    runningDownloads: createRunningDownloads(revocations),
    upstreamBackoff: createUpstreamBackoff(revocations, holds),
    refusedCredentials: createRefusedCredentials({
      database: databaseFor('states of connectors'),
      ...{ revocations, log },
    }),
    failureLimiter: createFailureLimiter(
      Date.now,
      hasOthers ? openCounter('client_failures', FAILURES_WINDOW_MS) : undefined,
    ),
    identity: createIdentity({
      database: databaseFor('people'),
      publicUrl,
      openSecret: () => openServerSecret(database, keyring, 'session cookies'),
    }),
    mailer:
      settings.mail &&
      createMailer({ ...settings.mail, log, lookup: sending.lookup, stopping: stopping.signal }),
    signInAttempts: createAttemptLimiter(openCounter('sign_in', ATTEMPTS_WINDOW_MS)),
    passkeyChallenges: createWindowCounter(
      { name: 'passkey_challenges', key: 'network', max: 10_000, windowMs: ATTEMPTS_WINDOW_MS },
      Date.now,
    ),
    tokenCache: createTokenCache(),
    revocations,
    refusals: createRefusalRecorder({ database: databaseFor('refusals'), log }),
    signInRefusals: createSignInRefusals({ database: databaseFor('refusals'), log }),
    readTxt: createTxtResolver(settings.dnsServers),
    quotas,
    rateLimiter: hasOthers
      ? createSharedRateLimiter({
          counter: openRequestCounter(),
          log,
          countProcesses: callQueues.countProcesses,
        })
      : createRateLimiter(),
    idempotency: { process_id, running: new Set() },
    toolCalls,
    hasSampleData: settings.hasSampleData,
    telemetry,
    applicationUses: createUseRecorder({ database: databaseFor('uses of applications'), log }),
    lifecycle,
    pace: { ...DEFAULT_PACE, ...pace },
    log,
    version: VERSION,
  }
  const backups =
    settings.backups && siblings?.isFirst !== false
      ? await openBackups(settings.backups, {
          ...{ database, keyring, keySource, log, version: VERSION },
          ...{ directory: settings.dataDirectory, signal: stopping.signal },
        })
      : undefined
  const exporting = await createExportJobs(services, settings.exportTo)
  let jobs: Jobs | undefined
  opened.defer(() => jobs?.stop())
  opened.defer(() => stopping.abort())
  const app = await createApp(services, { ...settings, readAllMetrics: siblings?.readMetrics })
  telemetry?.readMetricsFrom(app.metrics.readOwn)
  await serveMcp(app, services, settings)
  await serveOAuth(app, services)
  await serveScim(app, services)
  await serveBackChannelLogout(app, services)
  opened.defer(() => app.close().catch(ignoreNotListening))
  if (settings.metricsAddress !== undefined) {
    const metrics = await listenMetrics(app.metrics, settings.metricsAddress)
    opened.defer(() => void metrics.close())
  }
  await listen(app, settings)
  // If the start failed after a generated secret was stored, nobody would know the secret. So this comes after
  // everything that may fail.
  const first = configured ?? (await ensureFirst())
  const examineThis = async () => {
    const { examineSettings } = await import('./doctor/doctor.ts')
    return examineSettings(settings, process.env)
  }
  const operator =
    siblings?.isFirst === false
      ? undefined
      : await serveOperator(services, settings.dataDirectory, examineThis)
  opened.defer(() => operator?.close())
  // A backup that is due begins at once, and the line above removes files of unfinished ones.
  jobs = startJobs(services, [...(backups ? [backups] : []), ...exporting])
  const { port } = app.server.address() as AddressInfo
  const closing = opened.move()
  return {
    url: `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`,
    ...first,
    services,
    readMetrics: app.metrics.readOwn,
    died: death.promise,
    drain: () =>
      endingInTime(services, settings.drainMs, () =>
        lifecycle.drain(app.server, settings.drainMs, siblings?.turns),
      ),
    close: () => endingInTime(services, 0, () => closing.disposeAsync(), CLOSE_WITHIN_MS),
  }
}

/** Milliseconds of silence after which a process that ends no longer waits for the database. */
const GIVE_UP_AFTER_MS = 3_000
/** Time limit of the database's remaining work for this process at close, such as a job. */
const CLOSE_WITHIN_MS = 10_000
const GIVE_UP_EVERY_MS = 100
/** Time limit of sending the last spans and log lines at close. Only a receiver waits for them. */
const FLUSH_WITHIN_MS = 2_000

/** Runs `work`, which ends this process, and drops the database connections if `work` waits for a silent database. */
async function endingInTime(
  { database, revocations }: Pick<Services, 'database' | 'revocations'>,
  graceMs: number,
  work: () => Promise<void>,
  mostMs = Number.POSITIVE_INFINITY,
): Promise<void> {
  const began = performance.now()
  const looking = setInterval(() => {
    const passed = performance.now() - began
    const isSilent = passed >= graceMs && revocations.silentMs() > GIVE_UP_AFTER_MS
    if (isSilent || passed > mostMs) database.giveUp()
  }, GIVE_UP_EVERY_MS)
  try {
    await work()
  } finally {
    clearInterval(looking)
  }
}

/** Ignores the error of closing a server that no longer listens, because it was drained. */
function ignoreNotListening(error: unknown): void {
  if ((error as { code?: string }).code !== 'ERR_SERVER_NOT_RUNNING') throw error
}

function readEgressPolicy({ egressAllow }: Settings) {
  try {
    return createEgressPolicy({ allow: egressAllow })
  } catch (cause) {
    throw new Error(`BULKHEAD_EGRESS_ALLOW: ${(cause as Error).message}`, { cause })
  }
}

/**
 * Opens the database of the settings.
 *
 * @param died Called if an embedded database dies.
 * @throws Error if other URLs show that a Postgres is meant, so that nobody works on an empty embedded database instead.
 */
export async function openDatabase(
  { databaseUrl, databaseDirectUrl, databaseOwnerUrl, databasePool, dataDirectory }: Settings,
  log: Log,
  died: (error: Error) => void,
): Promise<Database> {
  if (databaseUrl === undefined && (databaseDirectUrl ?? databaseOwnerUrl) !== undefined)
    throw new Error(
      `BULKHEAD_DATABASE_${databaseOwnerUrl === undefined ? 'DIRECT' : 'OWNER'}_URL is set, but BULKHEAD_DATABASE_URL is not. Set it to the same Postgres, or leave out both for the embedded database.`,
    )
  if (databaseUrl === undefined)
    return openPGlite(dataDirectory, { died, warn: (message) => log.warn(message) })
  return openPostgres({
    url: databaseUrl,
    log,
    poolSize: databasePool,
    ...(databaseDirectUrl !== undefined && { directUrl: databaseDirectUrl }),
    ...(databaseOwnerUrl !== undefined && { ownerUrl: databaseOwnerUrl }),
  })
}

/** Opens the standby of the settings, with as many connections as lists may have at the primary. */
function openReplicaOf(
  { replica, databaseDirectUrl, databasePool }: Settings,
  database: Database,
  log: Log,
): OpenReplica | undefined {
  if (replica === undefined) return undefined
  return openReplica({
    ...replica,
    ...{ database, log },
    isPooled: databaseDirectUrl !== undefined,
    size: Math.max(1, Math.floor(databasePool / 2)),
  })
}
