import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { socketResponse } from '@bulkhead/testing/operator-socket'
import { PROGRAM } from '@bulkhead/testing/program'
import { type Exit, startServerProcess } from '@bulkhead/testing/server-process'
import { until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { createRestarts } from '#main/workers/primary'

const engine = engines.find(({ name }) => name === 'postgres')
const REQUESTS = 40
const STARTS_WITHIN_MS = 180_000
const OPERATION = /^bulkhead_requests_total{operation="getLiveness",status="200"} (\d+)$/m

const workersOf = (pid: number): readonly string[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g) ?? []

/** Whether a worker runs its program. Until then it is a copy of the main process, which waits for it. */
const runs = (worker: string) => readFileSync(`/proc/${worker}/environ`, 'utf8').includes('NODE_UNIQUE_ID=')

async function isAlive(url: string): Promise<boolean> {
  const response = await fetch(`${url}/health/live`, { headers: { connection: 'close' } })
  await response.text()
  return response.status === 200
}

test('several workers on the embedded database are refused by name', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-workers-'))
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'serve', '--workers', '2'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, BULKHEAD_DATA_DIR: directory },
  })
  rmSync(directory, { recursive: true, force: true })
  assert.match(stderr, /BULKHEAD_WORKERS asks for 2 .* Set BULKHEAD_DATABASE_URL/)
  assert.equal(status, 1)
})

test('a worker that ends is started again at once, then later each time, and not at all if none is left', () => {
  let now = 0
  const restarts = createRestarts(2, () => now)
  assert.deepEqual(
    Array.from({ length: 8 }, () => restarts.next(1)),
    [0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000],
  )
  assert.equal(restarts.next(0), undefined)
  now = 60_000
  assert.equal(restarts.next(0), 0)
  const six = createRestarts(6, () => now)
  const endsOfAll = [5, 4, 3, 2, 1, 0].map((left) => six.next(left))
  assert.deepEqual(endsOfAll, [0, 1_000, 2_000, 4_000, 8_000, 16_000], 'all of them end at once')
})

describe('two workers', { skip: engine === undefined && 'needs Postgres', timeout: 600_000 }, () => {
  after(() => engine?.close())

  test('serve one port: one that is killed comes back, one page has sums, and a stop loses nothing', async (t) => {
    assert.ok(engine)
    await using closing = new AsyncDisposableStack()
    const store = await engine.createStore()
    closing.defer(() => store.remove())
    const server = startServerProcess({
      ...store.environment,
      ...PROOF_CLIENT_SETTINGS,
      BULKHEAD_WORKERS: '2',
      BULKHEAD_DRAIN_SECONDS: '2',
    })
    closing.defer(async () => void (await server.end('SIGKILL')))
    const url = await server.ready
    const workers = () => workersOf(server.pid)
    const count = async () => Number(OPERATION.exec(await (await fetch(`${url}/metrics`)).text())?.[1] ?? 0)

    const before = workers()
    assert.equal(before.length, 2)
    for (let sent = 0; sent < REQUESTS; sent += 1) assert.ok(await isAlive(url))
    // Of both workers, whichever has the page. One that does not report in time is left out.
    let counted = 0
    await until(async () => {
      counted = await count()
      return counted === REQUESTS
    })

    process.kill(Number(before[0]), 'SIGKILL')
    await until(async () => {
      const current = workers()
      return current.length === 2 && current[0] !== before[0] && (await count()) === counted
    }, 60_000)
    assert.ok(server.log.some((line) => line.includes('A worker has ended')))

    const caller = await connectCaller(url)
    const acknowledged: string[] = []
    const refused: unknown[] = []
    let isDown = false
    const load = Array.from({ length: 4 }, async (_, line) => {
      for (let at = 0; !isDown; at += 1) {
        const workspace_name = `made ${line} ${at}`
        try {
          const { status } = await caller.call('POST', '/api/v1/account/applications/scoped-token', {
            workspace_name,
          })
          if (status === 200) acknowledged.push(workspace_name)
          else refused.push(status)
        } catch {
          // It got no response, so nothing was promised.
        }
      }
    })
    await until(() => acknowledged.length > 20, 60_000)
    const exit = await server.end('SIGTERM')
    isDown = true
    await Promise.all(load)
    assert.deepEqual([exit, refused], [{ code: 0, signal: null }, []])
    const client = new pg.Client({ connectionString: store.postgres?.adminUrl })
    await client.connect()
    const { rows } = await client.query<{ name: string }>('select name from bulkhead.workspaces')
    await client.end()
    const names = new Set(rows.map(({ name }) => name))
    assert.deepEqual(
      acknowledged.filter((name) => !names.has(name)),
      [],
    )
    t.diagnostic(`${acknowledged.length} acknowledged until the end`)
  })

  test('that end at the same time come back, also when another one ended before', async () => {
    assert.ok(engine)
    await using closing = new AsyncDisposableStack()
    const store = await engine.createStore()
    closing.defer(() => store.remove())
    const server = startServerProcess({
      ...store.environment,
      BULKHEAD_WORKERS: '2',
      BULKHEAD_PORT: String(await freePort()),
    })
    closing.defer(async () => void (await server.end('SIGKILL')))
    let exit: Exit | undefined
    void server.exited.then((exited) => {
      exit = exited
    })
    const url = await server.ready

    const untilReplaced = (ended: readonly string[]) =>
      until(() => {
        assert.equal(exit, undefined)
        const current = workersOf(server.pid)
        return current.length === 2 && !ended.some((worker) => current.includes(worker))
      }, 60_000)
    const kill = (workers: readonly string[]) => {
      for (const worker of workers) process.kill(Number(worker), 'SIGKILL')
    }

    const [first = ''] = workersOf(server.pid)
    kill([first])
    await untilReplaced([first])
    const both = workersOf(server.pid)
    kill(both)
    await untilReplaced(both)
    await until(() => isAlive(url).catch(() => false), STARTS_WITHIN_MS)
  })

  test('are both there after a start during which the first one ended', async () => {
    assert.ok(engine)
    await using closing = new AsyncDisposableStack()
    const store = await engine.createStore()
    closing.defer(() => store.remove())
    const server = startServerProcess({ ...store.environment, BULKHEAD_WORKERS: '2' })
    closing.defer(async () => void (await server.end('SIGKILL')))
    await until(() => {
      const workers = workersOf(server.pid)
      return workers.length === 2 && workers.every(runs)
    }, STARTS_WITHIN_MS)
    const [first, second] = workersOf(server.pid).map(Number)
    assert.ok(first && second)
    process.kill(second, 'SIGSTOP')
    process.kill(first, 'SIGKILL')
    await until(() => !workersOf(server.pid).includes(`${first}`))
    process.kill(second, 'SIGCONT')
    await server.ready
    await until(() => workersOf(server.pid).length === 2, 60_000)
    const directory = store.environment.BULKHEAD_DATA_DIR ?? ''
    await until(async () => {
      const response = await socketResponse(directory, '/keys/status').catch(() => undefined)
      return response?.status === 200
    }, STARTS_WITHIN_MS)
  })
})
