import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { COMPILE_CACHE, PROGRAM } from '@bulkhead/testing/program'
import { until } from '@bulkhead/testing/test-server'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines.filter(({ name }) => name === 'postgres'))
  for (const workers of [1, 2])
    test(`systemd listens for ${workers === 1 ? 'a server' : 'workers'}, and its first connection waits for the start`, async (t) => {
      const store = await engine.createStore()
      t.after(() => store.remove())
      const place = `127.0.0.1:${await freePort()}`
      const unused = String(await freePort())
      const settings: Record<string, string> = {
        ...store.environment,
        ...COMPILE_CACHE,
        BULKHEAD_WORKERS: String(workers),
        BULKHEAD_PORT: unused,
        BULKHEAD_PUBLIC_URL: `http://${place}`,
        BULKHEAD_DRAIN_SECONDS: '0',
      }
      const server = spawn(
        'systemd-socket-activate',
        [
          `--listen=${place}`,
          ...Object.entries(settings).map(([name, value]) => `--setenv=${name}=${value}`),
          ...[process.execPath, '--disable-warning=ExperimentalWarning', PROGRAM, 'serve'],
        ],
        { stdio: ['ignore', 'ignore', 'pipe'] },
      )
      t.after(() => server.kill('SIGKILL'))
      const exited = once(server, 'exit')
      let printed = ''
      server.stderr.setEncoding('utf8').on('data', (text: string) => {
        printed += text
      })
      await once(server.stderr, 'data')
      assert.equal((await fetch(`http://${place}/health/ready`)).status, 200, printed)
      await until(() => printed.includes(`Bulkhead is ready at http://${place}\n`))
      await assert.rejects(fetch(`http://127.0.0.1:${unused}/health/ready`))
      server.kill('SIGTERM')
      assert.deepEqual(await exited, [0, null])
    })
