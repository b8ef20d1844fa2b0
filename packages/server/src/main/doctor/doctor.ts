import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { createEgressPolicy } from '@bulkhead/engine'
import { examineValkey } from '#access/limits/valkey/load-valkey'
import { checkProofs } from '#operator/prove-keyring'
import { readAsOperator } from '#operator/read-as-operator'
import { readKeyProofs } from '#operator/read-key-proofs'
import { openFromRows } from '#operator/remote-key-rows'
import { examinePostgres } from '#platform/database/postgres/examine-postgres'
import { examineReplica } from '#platform/database/postgres/examine-replica'
import type { Finding } from '#platform/finding'
import { createLog } from '#platform/log'
import { createMailer, type MailFailure } from '#platform/mail/mailer'
import { KEY_BYTES, type Keyring } from '#platform/vault/keyring'
import { assertKeySource, type KeySource, loadKeyring } from '#platform/vault/load-keyring'
import type { KeyProvider } from '#platform/vault/remote-keys'
import { findExposedKey } from '#platform/vault/warn-of-exposed-key'
import { getKeySource } from '../get-key-source.ts'
import { readSettings, type Settings } from '../settings.ts'
import { askServer } from './ask-server.ts'
import { checkDisk } from './check-disk.ts'
import { checkTargets } from './check-targets.ts'

const WITHIN_MS = 5_000
const DAY_MS = 86_400_000
const WARN_DAYS = 14

const OF_PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']

/** Time after which an endpoint that has something to send is overdue. A running server looks twice a second. */
const OVERDUE_SECONDS = 60

const FAILURES: Readonly<Record<MailFailure, string>> = {
  unreachable: 'cannot be reached, or offers no TLS for the password. See BULKHEAD_SMTP_URL.',
  not_signed_in: 'rejects the user or the password of BULKHEAD_SMTP_URL.',
  refused: 'accepts no mail from this machine.',
}

/** Connections of a process in addition to its pool: revocations, a start or a backup, a vacuum. */
const BESIDE_POOL = 4

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Checks an installation the way a server with these settings would find it, or by the server that runs there. It starts
 * nothing, and removes what it writes to targets of backups and exports.
 */
export async function examine(environment: Environment): Promise<Finding[]> {
  let settings: Settings
  try {
    settings = readSettings(environment)
  } catch (error) {
    return [{ check: 'settings', status: 'failed', detail: (error as Error).message }]
  }
  const { server, findings } = await askServer(settings, environment)
  return [server, ...(findings ?? (await examineSettings(settings, environment)))]
}

/** Checks everything that settings name. */
export async function examineSettings(settings: Settings, environment: Environment): Promise<Finding[]> {
  const checks = [
    ...[checkNames, checkDisk, checkKey, checkDatabase, checkValkey],
    ...[checkWebhooks, checkMail, checkTargets, checkEgress, checkPublicUrl],
  ]
  const findings: Finding[] = []
  for (const check of checks) findings.push(...(await check(settings, environment)))
  return findings
}

function checkNames({ unknown, ignored }: Settings): Finding[] {
  const details = [
    ...unknown.map((name) => `${name} is not a setting. See: bulkhead serve --help`),
    ...ignored.map(([name, reason]) => `${name} is ignored: ${reason}.`),
  ]
  const check = 'settings'
  if (details.length === 0)
    return [{ check, status: 'ok', detail: 'each is known, can be read and has an effect' }]
  return details.map((detail) => ({ check, status: 'warning', detail }))
}

async function checkValkey({ valkeyUrl }: Settings): Promise<Finding[]> {
  return valkeyUrl === undefined ? [] : examineValkey(valkeyUrl)
}

async function checkDatabase(settings: Settings): Promise<Finding[]> {
  const { databaseUrl: url, databaseDirectUrl: directUrl, databaseOwnerUrl: ownerUrl } = settings
  const { databasePool, workers, dataDirectory } = settings
  if (url === undefined)
    return [
      { check: 'database', status: 'ok', detail: `embedded, in ${dataDirectory}: one process, one machine` },
    ]
  const connections = workers * (databasePool + BESIDE_POOL)
  const findings = await examinePostgres({ url, directUrl, ownerUrl, connections })
  const { replica } = settings
  if (replica === undefined) return findings
  return [...findings, ...(await examineReplica({ ...replica, primaryUrl: directUrl ?? url }))]
}

/** Connects to the SMTP server and logs in, if one is set. It sends no mail. */
async function checkMail({ mail }: Settings): Promise<Finding[]> {
  if (mail === undefined) return []
  const { hostname, host } = new URL(mail.url)
  const failure = await createMailer({ ...mail, log: createLog('silent') }).findFailure()
  const check = 'mail'
  if (failure === undefined)
    return [{ check, status: 'ok', detail: `${host || hostname} can be reached and accepts the login` }]
  return [{ check, status: 'failed', detail: `${host || hostname} ${FAILURES[failure]}` }]
}

/**
 * Counts the endpoints of webhooks on Postgres, and those that no server sends to. It sends nothing. Only a server may
 * open an embedded database.
 */
async function checkWebhooks({ databaseUrl, databaseDirectUrl }: Settings): Promise<Finding[]> {
  const url = databaseDirectUrl ?? databaseUrl
  if (url === undefined) return []
  const check = 'webhooks'
  // The checks of the database say why it cannot be asked.
  const counted = await readCounts(url).catch(() => undefined)
  if (counted === undefined) return [{ check, status: 'skipped', detail: 'the database cannot be queried' }]
  const { endpoints, overdue } = counted
  if (overdue === 0)
    return [{ check, status: 'ok', detail: `${endpoints} endpoints, none of which is waiting for events` }]
  return [
    {
      check,
      status: 'warning',
      detail: `${overdue} of ${endpoints} endpoints have waited for more than ${OVERDUE_SECONDS} s. This is fine if no server is running: a server sends what is waiting.`,
    },
  ]
}

async function readCounts(url: string) {
  const rows = await readAsOperator(url, 'webhook_endpoints', (connection) =>
    connection.query<{ endpoints: number; overdue: number }>(
      `select count(*)::int as endpoints,
         count(*) filter (where next_at < now() - make_interval(secs => $1))::int as overdue
       from bulkhead.webhook_endpoints`,
      [OVERDUE_SECONDS],
    ),
  )
  return rows?.[0]
}

/** Reports where connectors may send requests. Nothing is dialled. */
function checkEgress(
  { egressAllow, proxy }: Settings,
  environment: Readonly<Record<string, string | undefined>>,
): Finding[] {
  const check = 'egress'
  const findings: Finding[] = []
  try {
    createEgressPolicy({ allow: egressAllow })
    const isWide = egressAllow.some((entry) => /\/[0-7]$/.test(entry))
    findings.push({
      check,
      status: isWide ? 'warning' : 'ok',
      detail:
        egressAllow.length === 0
          ? 'public addresses over https, and no private ones'
          : `public addresses over https, and private ones: ${egressAllow.join(', ')}${isWide ? '. That is most of all addresses: anyone who creates a connector can reach what this machine can reach.' : ''}`,
    })
  } catch (error) {
    findings.push({ check, status: 'failed', detail: `BULKHEAD_EGRESS_ALLOW: ${(error as Error).message}` })
  }
  const unused = OF_PROXIES.find((name) => environment[name])
  if (proxy !== undefined)
    findings.push({
      check: 'egress: proxy',
      status: proxy.resolves ? 'warning' : 'ok',
      detail: proxy.resolves
        ? `${new URL(proxy.url).host} resolves names: Bulkhead cannot check their addresses, so the proxy must refuse private ones.`
        : `public addresses, resolved and checked here, through ${new URL(proxy.url).host}`,
    })
  else if (unused !== undefined)
    findings.push({
      check: 'egress: proxy',
      status: 'warning',
      detail: `${unused} is set but not used: this server connects to services directly. Set BULKHEAD_PROXY_URL to have it use a proxy.`,
    })
  return findings
}

/** Reads the key. On Postgres, also opens the proofs that were sealed with it. */
async function checkKey(settings: Settings): Promise<Finding[]> {
  const check = 'key'
  const source = await getKeySource(settings)
  const { remoteKeys } = source
  const beside = join(settings.dataDirectory, 'key')
  const { key, keyFile, databaseUrl } = settings
  const isOfServer = (key ?? keyFile ?? databaseUrl ?? remoteKeys) === undefined
  if (isOfServer && !existsSync(beside) && !existsSync(join(settings.dataDirectory, 'database')))
    return [{ check, status: 'ok', detail: `made at the first start, in ${beside}` }]
  try {
    assertKeySource(source)
    const keyring = loadKeyring(source, true)
    const findings: Finding[] = [
      {
        check,
        status: 'ok',
        detail: `version ${keyring.current} wraps; the keyring has ${keyring.versions.join(', ')}`,
      },
    ]
    const exposed = findExposedKey(source)
    if (exposed !== undefined)
      findings.push({
        check: 'key: file',
        status: 'warning',
        detail: `Every user of this machine can read ${exposed}. Protect it: chmod 600 ${exposed}`,
      })
    if (remoteKeys !== undefined && keyring.remote.length > 0)
      findings.push(await checkKeyService(remoteKeys.provider))
    const url = settings.databaseDirectUrl ?? databaseUrl
    if (url !== undefined) findings.push(await checkFit(url, keyring, source))
    return findings
  } catch (error) {
    return [{ check, status: 'failed', detail: (error as Error).message }]
  } finally {
    await remoteKeys?.close()
  }
}

/** Asks the key service to encrypt and decrypt a test key. */
async function checkKeyService(provider: KeyProvider): Promise<Finding> {
  const check = 'key: service'
  try {
    const key = randomBytes(KEY_BYTES)
    const opened = await provider.decrypt(await provider.encrypt(key))
    if (key.equals(opened)) return { check, status: 'ok', detail: `${provider.place} encrypts and decrypts` }
    return { check, status: 'failed', detail: `${provider.place} decrypts to a different value` }
  } catch (error) {
    return { check, status: 'failed', detail: (error as Error).message }
  }
}

async function checkFit(url: string, keyring: Keyring, { remoteKeys }: KeySource): Promise<Finding> {
  const check = 'key: fits the database'
  const proofs = await readKeyProofs(url).catch(() => undefined)
  if (proofs === undefined) return { check, status: 'skipped', detail: 'the database cannot be queried' }
  if (proofs.length === 0) return { check, status: 'skipped', detail: 'nothing has been sealed there yet' }
  try {
    if (remoteKeys !== undefined) await openFromRows(keyring, remoteKeys, proofs)
    checkProofs(keyring, proofs)
    return {
      check,
      status: 'ok',
      detail: `opens the proof of version ${proofs.map(({ version }) => version).join(', ')}`,
    }
  } catch (error) {
    return { check, status: 'failed', detail: (error as Error).message }
  }
}

/** Requests the public URL, and that of callbacks, from this process. Callers elsewhere may reach them in another way. */
async function checkPublicUrl({ publicUrl, callbackUrl }: Settings): Promise<Finding[]> {
  const findings = await checkUrl('public URL', publicUrl)
  return callbackUrl === publicUrl
    ? findings
    : [...findings, ...(await checkUrl('callback URL', callbackUrl))]
}

async function checkUrl(check: string, text: string): Promise<Finding[]> {
  const url = new URL(text)
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  const findings: Finding[] = []
  if (url.protocol === 'https:') findings.push(await checkCertificate(`${check}: TLS`, url))
  else if (!isLocal)
    findings.push({
      check: `${check}: TLS`,
      status: 'warning',
      detail: `${text} is not https: tokens and cookies travel in clear. Put a proxy with TLS in front (docs/nginx.conf).`,
    })
  findings.push(await checkAnswer(check, text))
  return findings
}

async function checkAnswer(check: string, origin: string): Promise<Finding> {
  const asked = `asked from this process, ${origin}/health/ready`
  try {
    const response = await fetch(`${origin}/health/ready`, {
      signal: AbortSignal.timeout(WITHIN_MS),
      redirect: 'manual',
    })
    const body = await response.text()
    if (!body.includes('"status"'))
      return {
        check,
        status: 'failed',
        detail: `${asked} gets the response ${response.status} from something other than Bulkhead.`,
      }
    if (response.ok) return { check, status: 'ok', detail: `${asked} says that it is ready` }
    return { check, status: 'warning', detail: `${asked} says that it is not ready (${response.status}).` }
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } }
    return {
      check,
      status: 'warning',
      detail: `${asked} does not respond: ${cause?.code ?? cause?.message ?? message}. This is fine if no server is running yet.`,
    }
  }
}

async function checkCertificate(check: string, { hostname, port }: URL): Promise<Finding> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const socket: TLSSocket = connect({
    host,
    port: Number(port || 443),
    servername: /[a-z]/i.test(host) ? host : '',
    // Certificate errors are what this check reports.
    rejectUnauthorized: false,
  })
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(WITHIN_MS) })
    const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / DAY_MS)
    if (!socket.authorized)
      return {
        check,
        status: 'warning',
        detail: `This machine does not trust the certificate: ${socket.authorizationError}.`,
      }
    if (days < WARN_DAYS) return { check, status: 'warning', detail: `The certificate ends in ${days} days.` }
    return { check, status: 'ok', detail: `the certificate is valid for ${days} days` }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { check, status: 'warning', detail: `A TLS connection to ${host} failed: ${code ?? message}.` }
  } finally {
    socket.destroy()
  }
}
