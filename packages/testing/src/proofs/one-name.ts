import { setTimeout as sleep } from 'node:timers/promises'
import { askWhileBusy, hasWaited } from '#busy/while-busy'
import { engines } from '#engines'
import { startServerProcess } from '#server-process'
import { withAdmin } from './parts/admin-query.ts'
import { type Caller, callerWith, connectCaller, PROOF_CLIENT_SETTINGS } from './parts/caller.ts'
import { findHalfMade } from './parts/half-made.ts'
import { MINT, WORKSPACES } from './parts/run-load.ts'
import { runProof, takeCount } from './parts/run-proof.ts'

/** Result of many concurrent mints of one new name in two processes. */
export interface OneNameReport {
  readonly mints: number
  /** Wall time of each round, in milliseconds. */
  readonly roundMs: number[]
  /** Number of mints of a name whose workspace was deleted continuously, and of those deletions. */
  contested: number
  deletions: number
  readonly faults: string[]
}

/**
 * Starts two server processes at once on one Postgres without an organization, and mints one new name at once over
 * both. Expects one workspace with one data key, and its id in every response. Then mints a name while its workspaces
 * are deleted continuously: minting creates a missing workspace, so each mint must succeed.
 */
export async function proveOneName({
  rounds,
  mints,
  contestMs,
}: {
  rounds: number
  mints: number
  contestMs: number
}): Promise<OneNameReport> {
  const engine = engines.find(({ name }) => name === 'postgres')
  if (engine === undefined) throw new Error('This proof needs Postgres.')
  const store = await engine.createStore()
  const settings = { ...store.environment, ...PROOF_CLIENT_SETTINGS }
  const report: OneNameReport = { mints, roundMs: [], contested: 0, deletions: 0, faults: [] }
  const first = startServerProcess(settings)
  // Started at the same time as the first: both find no organization, and one of them creates it.
  const second = startServerProcess(settings)
  try {
    const one = await connectCaller(await first.ready)
    const callers = [one, callerWith(await second.ready, one.token)]
    for (let round = 1; round <= rounds; round += 1) {
      const began = performance.now()
      const responses = await Promise.all(
        Array.from({ length: mints }, (_, index) => mint(callers[index % 2], `name-${round}`)),
      )
      report.roundMs.push(performance.now() - began)
      const statuses = new Set(responses.map((response) => response?.status))
      const ids = new Set(responses.map((response) => response?.body.workspace_id))
      if (statuses.size !== 1 || !statuses.has(200))
        report.faults.push(`round ${round} answered ${[...statuses]}`)
      if (ids.size !== 1) report.faults.push(`round ${round} named ${ids.size} workspaces`)
      report.faults.push(...(await countRows(`name-${round}`)))
    }
    await contest(callers)
    report.faults.push(...(await withAdmin(store, findHalfMade)))
    const [row] = await withAdmin(store, (query) =>
      query('select count(*)::integer as count from bulkhead.organizations'),
    )
    if (row?.count !== 1) report.faults.push(`the two made ${row?.count} organizations at their first start`)
    return report
  } finally {
    await Promise.all([first.end('SIGKILL'), second.end('SIGKILL')])
    store.remove()
    await engine.close()
  }

  async function contest(callers: readonly Caller[]) {
    const end = Date.now() + contestMs
    let newest: string | undefined
    const minting = Array.from({ length: 6 }, async (_, lane) => {
      while (Date.now() < end) {
        const response = await mint(callers[lane % 2], 'contested')
        report.contested += 1
        newest = response?.body.workspace_id
        if (response?.status !== 200) report.faults.push(`a contested mint answered ${response?.status}`)
      }
    })
    const deleting = Array.from({ length: 3 }, async (_, lane) => {
      while (Date.now() < end) {
        if (newest === undefined) await sleep(1)
        else if ((await callers[lane % 2]?.call('DELETE', `${WORKSPACES}/${newest}`))?.status === 200)
          report.deletions += 1
      }
    })
    await Promise.all([...minting, ...deleting])
  }

  function countRows(name: string): Promise<string[]> {
    return withAdmin(store, async (query) => {
      const [row] = await query(`
        select count(distinct w.workspace_id)::integer as workspaces, count(k.workspace_id)::integer as keys
        from bulkhead.workspaces w left join bulkhead.workspace_keys k using (organization_id, workspace_id)
        where w.name = '${name}'`)
      return row?.workspaces === 1 && row?.keys === 1
        ? []
        : [`"${name}" has ${row?.workspaces} workspaces and ${row?.keys} data keys`]
    })
  }
}

/** Mints, again while the database has too much to do. */
function mint(caller: Caller | undefined, workspace_name: string) {
  return askWhileBusy(
    async () => caller?.call('POST', MINT, { workspace_name }),
    (response) => response !== undefined && hasWaited(response.status, JSON.stringify(response.body)),
  )
}

if (import.meta.main)
  await runProof(
    'one-name',
    'Mints one new name of a workspace 200 times at once over two processes, and while the workspace is deleted. Fails when two workspaces or two data keys come of it, or when a mint fails.',
    { rounds: takeCount(20, 'rounds of 200 mints') },
    async (options, { print, fault, count }) => {
      const { faults, roundMs, ...counts } = await proveOneName({
        rounds: options.rounds,
        mints: 200,
        contestMs: 20_000,
      })
      print(
        `one name, two processes on postgres: ${roundMs.length} rounds of ${counts.mints} mints at once, longest ${Math.round(Math.max(...roundMs))} ms; ${counts.contested} mints of a name, which was deleted ${counts.deletions} times between them; ${faults.length} faults`,
      )
      fault(faults)
      count({ 'mints of a contested name': counts.contested, 'deletions of it': counts.deletions })
    },
  )
