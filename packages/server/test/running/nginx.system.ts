import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { type ReadyServer, startReadyServer } from '@bulkhead/testing/server-process'
import { until } from '@bulkhead/testing/test-server'

const CLIENT = { client_id: 'nginx-test', client_secret: 'a-secret-that-is-long-enough-for-us' }
const PER_SECOND = 200
const MOST_OPEN = 50

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-nginx-'))
const postgres = engines.find(({ name }) => name === 'postgres')
let environment: Record<string, string>
let processes: ReadyServer[]
let stopNginx: () => Promise<void>
let front: number
let plain: number
let certificate: Buffer

before(async () => {
  assert.ok(postgres, 'this test needs Postgres')
  const store = await postgres.createStore()
  const ports = [await freePort(), await freePort()] as const
  front = await freePort()
  plain = await freePort()
  environment = {
    ...store.environment,
    BULKHEAD_PUBLIC_URL: 'https://bulkhead.example.com',
    BULKHEAD_CLIENT_ID: CLIENT.client_id,
    BULKHEAD_CLIENT_SECRET: CLIENT.client_secret,
    BULKHEAD_TRUSTED_PROXIES: '127.0.0.1',
  }
  processes = await Promise.all(ports.map((port) => startOn(port)))
  const nginx = startNginx(ports, front)
  stopNginx = nginx.stop
  // nginx is a process of its own: until it listens, a connection is refused.
  await until(() => {
    if (nginx.ended()) throw new Error(`nginx ended: ${readFileSync(join(folder, 'error.log'), 'utf8')}`)
    return call('GET', '/health/ready').then(
      ({ status }) => status === 200,
      () => false,
    )
  }, 60_000)
})

after(async () => {
  await stopNginx?.()
  await Promise.all((processes ?? []).map((process) => process.end('SIGKILL')))
  await postgres?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('no call fails while one process after the other is stopped and started', async (t) => {
  const token = JSON.parse(
    (await call('POST', '/api/v1/account/applications/token', CLIENT)).text,
  ).access_token
  const failures: string[] = []
  let calls = 0
  let open = 0
  let going = true
  const load = (async () => {
    const under: Promise<void>[] = []
    while (going) {
      calls += 1
      open += 1
      // Reads and writes in turn: a write that is sent twice, or lost, would be a failure of another kind.
      const one =
        calls % 2 === 0
          ? call('GET', '/api/v1/workspaces?limit=1', undefined, token)
          : mint(token, `customer ${calls % 50}`)
      under.push(
        one
          .then(
            ({ status, text }) => void (status !== 200 && failures.push(`${status} ${text}`)),
            (error: Error) => void failures.push(error.message),
          )
          .finally(() => {
            open -= 1
          }),
      )
      // No more at once than a database that pauses for seconds can then serve in time.
      do await sleep(1000 / PER_SECOND)
      while (open >= MOST_OPEN)
    }
    await Promise.all(under)
  })()
  try {
    for (const index of [0, 1]) {
      await sleep(1_000)
      const stopped = processes[index] as ReadyServer
      assert.equal(await stopped.end('SIGTERM'), 0)
      processes[index] = await startOn(Number(new URL(stopped.url).port))
    }
    await sleep(1_000)
  } finally {
    going = false
    await load
  }
  const log = readFileSync(join(folder, 'error.log'), 'utf8')
  assert.deepEqual(failures, [], log.replaceAll(/.* connect\(\) failed \(111: .*\n/g, ''))
  t.diagnostic(`${calls} calls, ${failures.length} failed`)
  assert.ok(calls > 1_000, `only ${calls} calls were made`)
})

test('requests without TLS are redirected, and responses ask browsers for TLS from then on (HSTS)', async () => {
  const redirected = await fetch(`http://127.0.0.1:${plain}/workspaces?q=acme`, { redirect: 'manual' })
  const to = redirected.headers.get('location')
  assert.deepEqual([redirected.status, to], [308, 'https://bulkhead.example.com/workspaces?q=acme'])
  for (const path of ['/', '/health/ready', '/api/v1/organization', '/metrics']) {
    const { headers } = await call('GET', path)
    assert.equal(headers['strict-transport-security'], 'max-age=31536000', path)
  }
})

test('metrics are not shown outside, and the address of the caller is the one nginx saw', async () => {
  for (const path of METRICS) assert.ok((await call('GET', path)).status >= 400, path)
  for (const path of METRICS.slice(0, 3)) assert.equal((await call('GET', path)).status, 403, path)
  for (const path of ['/metrics', '/metrics/']) {
    assert.equal((await fetch(`${processes[0]?.url}${path}`)).status, 200, path)
  }
})

/** Ways to write the path. nginx recognizes the first three. */
const METRICS = [
  ...['/metrics', '/metrics/', '/metrics?a=1', '/metrics;a=1', '//metrics', '/metrics//', '/%6detrics'],
  ...[
    '/metrics%2f',
    '/%2fmetrics',
    '/./metrics',
    '/docs/../metrics/',
    '/METRICS',
    '/metrics/.',
    '/metrics%00',
  ],
]

test('only requests that the server accepts are passed on', async () => {
  const token = JSON.parse(
    (await call('POST', '/api/v1/account/applications/token', CLIENT)).text,
  ).access_token
  const named = (text: string) => ({ workspace_name: text })
  // Only a message that calls a tool with a file may be this large.
  const calling = (text: string) => ({
    method: 'tools/call',
    params: { name: 'execute', arguments: { text } },
  })
  const paths: Readonly<Record<string, readonly [most: number, body: (text: string) => object]>> = {
    '/api/v1/account/applications/scoped-token': [1_048_576, named],
    '/api/v1/integrations/connectors/00000000-0000-4000-8000-000000000000/execute': [16 * 1_048_576, named],
    '/mcp': [17 * 1_048_576, calling],
  }
  for (const [path, [most, body]] of Object.entries(paths)) {
    const fits = await call('POST', path, body('x'.repeat(most - 100)), token)
    assert.ok(fits.status !== 413 && fits.status < 500, `${path} answered ${fits.status} to a body that fits`)
    const beyond = await call('POST', path, body('x'.repeat(most + 1)), token)
    assert.equal(beyond.status, 413, path)
  }
})

function startOn(port: number): Promise<ReadyServer> {
  return startReadyServer({ ...environment, BULKHEAD_PORT: String(port) })
}

function startNginx(ports: readonly [number, number], listen: number) {
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...[
        '-subj',
        '/CN=bulkhead.example.com',
        '-keyout',
        join(folder, 'tls.key'),
        '-out',
        join(folder, 'tls.crt'),
      ],
    ],
    { stdio: 'ignore' },
  )
  certificate = readFileSync(join(folder, 'tls.crt'))
  const configuration = readFileSync(join(import.meta.dirname, '../../../../docs/nginx.conf'), 'utf8')
    .replace('127.0.0.1:4747', `127.0.0.1:${ports[0]}`)
    .replace('127.0.0.1:4748', `127.0.0.1:${ports[1]}`)
    .replace('listen 80', `listen 127.0.0.1:${plain}`)
    .replace('listen 443 ssl', `listen 127.0.0.1:${listen} ssl`)
    .replace('/etc/nginx/bulkhead.crt', join(folder, 'tls.crt'))
    .replace('/etc/nginx/bulkhead.key', join(folder, 'tls.key'))
    .replace('/run/nginx.pid', join(folder, 'nginx.pid'))
    .replace('/var/log/nginx/error.log', join(folder, 'error.log'))
  writeFileSync(join(folder, 'nginx.conf'), configuration)
  const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], { stdio: 'inherit' })
  const exited = once(nginx, 'exit')
  return {
    ended: () => nginx.exitCode !== null,
    async stop() {
      nginx.kill('SIGQUIT')
      await exited
    },
  }
}

function mint(token: string, workspace_name: string) {
  return call('POST', '/api/v1/account/applications/scoped-token', { workspace_name }, token)
}

function call(
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<{ status: number; text: string; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port: front, servername: 'bulkhead.example.com', method, path },
        ca: certificate,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
      },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString('utf8')
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
        )
        response.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
