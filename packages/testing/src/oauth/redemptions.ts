import { createHash } from 'node:crypto'
import { RACE_MS } from '@bulkhead/server/agents/artifacts'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { sql } from 'kysely'
import type { SignedInPerson } from '#people'
import type { TestServer } from '#test-server'
import {
  type AgentClient,
  callMcp,
  decide,
  finish,
  type OAuthAnswer,
  openAuthorization,
  redeemCode,
  refresh,
  registerAgent,
} from './agents.ts'

/** Number of concurrent redemptions of one code or token at each server. */
const PARALLEL = 10
/** Seconds after which a second redemption is no longer a race, or no longer a retry after a lost response. */
const AFTER_RACE_SECONDS = 10
const AFTER_WINDOW_SECONDS = 120

/** Maximum number of rounds in a row that may take too long on a busy machine. */
const MOST_SLOW = 20

/** Servers that redeem, and the person who approves clients. */
export interface Redeeming {
  /** Servers that share a database. The first one runs in this process. */
  readonly servers: readonly [TestServer, ...(readonly TestServer[])]
  readonly owner: SignedInPerson
  readonly workspace_id: string
}

/** Result of {@link runRedemptions}. */
export interface RedemptionReport {
  /** Number of redemptions of a code or token that many redeemed at once. */
  redeemed: number
  /** Deviations from the expected results. */
  readonly faults: string[]
}

/**
 * Redeems one code and one refresh token many times at once over all servers. Then redeems as a client whose response
 * was lost, as somebody with an old token, and while the grant is ended.
 */
export async function runRedemptions(redeeming: Redeeming, rounds: number): Promise<RedemptionReport> {
  const client = await registerAgent(redeeming.servers[0])
  const report: RedemptionReport = { redeemed: 0, faults: [] }
  let slow = 0
  for (let round = 1; round <= rounds; ) {
    const found = await runRound(redeeming, client, report, round % 2 === 0 ? 'lost' : 'first')
    if (found === undefined && slow < MOST_SLOW) {
      slow += 1
      continue
    }
    for (const fault of found ?? ['the machine is too slow']) report.faults.push(`round ${round}: ${fault}`)
    slow = 0
    round += 1
  }
  return report
}

/**
 * Runs a round. @param reused Token whose reuse ends the grant. @returns Undefined if concurrent redemptions took longer than the time in which the server treats them
 * as a race.
 */
async function runRound(
  { servers, owner, workspace_id }: Redeeming,
  client: AgentClient,
  report: RedemptionReport,
  reused: 'first' | 'lost',
): Promise<string[] | undefined> {
  const faults: string[] = []
  const [home] = servers
  let isSlow = false
  const atOnce = async (what: string, redeemAt: (server: TestServer) => Promise<OAuthAnswer>) => {
    const sent = servers.flatMap((server) => Array.from({ length: PARALLEL }, () => redeemAt(server)))
    const began = performance.now()
    const { good, faults: found } = judge(await Promise.all(sent))
    isSlow ||= performance.now() - began >= RACE_MS
    if (good.length !== 1) faults.push(`${good.length} redemptions of a ${what} succeeded`)
    faults.push(...found)
    report.redeemed += good.length
    return good[0]?.body
  }
  const expectStatus = (
    what: string,
    { status, body }: { status: number; body: unknown },
    expected: number,
  ) => {
    if (status !== expected)
      faults.push(`${what} answered ${status} ${JSON.stringify(body)}, not ${expected}`)
  }

  const { begun } = await openAuthorization(home, client)
  if (begun === undefined) return ['no sign-in was begun']
  const decided = await decide(home, owner, begun, { workspace_id })
  const code = await finish(home, begun, decided.body.redirect_to)
  const first = await atOnce('code', (server) => redeemCode(server, client, begun, code))
  const next = await atOnce('refresh token', (server) => refresh(server, client, first?.refresh_token))
  if (isSlow) return undefined
  if (next === undefined) return faults
  // The failed redemptions did not affect the winner.
  expectStatus('the winner', await callMcp(home, next.access_token, 'tools/list'), 200)

  const lost = await refresh(home, client, next.refresh_token)
  await letPass(home, next.refresh_token, AFTER_RACE_SECONDS)
  const again = await refresh(home, client, next.refresh_token)
  expectStatus('a retry after a lost answer', again, 200)

  // The grant ends during a redemption.
  const during = servers.map((server) => refresh(server, client, again.body.refresh_token))
  await letPass(home, first?.refresh_token, AFTER_WINDOW_SECONDS)
  const token = reused === 'lost' ? lost.body.refresh_token : first?.refresh_token
  expectStatus(`reuse of the ${reused} token`, await refresh(home, client, token), 400)
  faults.push(...judge(await Promise.all(during)).faults)
  expectStatus('a token of a grant that ended', await callMcp(home, next.access_token, 'tools/list'), 401)
  return faults
}

function judge(answers: readonly OAuthAnswer[]): { good: readonly OAuthAnswer[]; faults: string[] } {
  const good = answers.filter(({ status }) => status === 200)
  const faults = answers
    .filter(({ status, body }) => status !== 200 && !LOST.test(String(body.error)))
    .map(({ status, body }) => `a redemption answered ${status} ${JSON.stringify(body)}`)
  return { good, faults }
}

const LOST = /^(invalid_grant|temporarily_unavailable)$/

/** Dates the redemptions of a token, and of other tokens of its grant, back by some seconds. */
export async function letPass({ server }: TestServer, token: string, seconds: number): Promise<void> {
  await asIdentity(server.services.database, 'read write', (tx) =>
    tx
      .updateTable('identity.agent_rows')
      .set({ consumed_at: sql<Date>`consumed_at - make_interval(secs => ${seconds})` })
      .where('grant_id', '=', ({ selectFrom }) =>
        selectFrom('identity.agent_rows as r')
          .select('r.grant_id')
          .where('r.model', '=', 'RefreshToken')
          .where('r.id_hash', '=', createHash('sha256').update(token).digest()),
      )
      .execute(),
  )
}
