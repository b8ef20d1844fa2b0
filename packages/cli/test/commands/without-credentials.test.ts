import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { type Bench, openBench } from '../bench.ts'

const SLOW = {
  openapi: '3.0.3',
  info: { title: 'Slow', version: '1' },
  servers: [{ url: 'https://slow.example' }],
  paths: { '/things': { get: { responses: { 200: { description: 'All' } } } } },
}

for (const engine of engines) {
  describe(engine.name, () => {
    const connectors = mkdtempSync(join(tmpdir(), 'bulkhead-slow-'))
    mkdirSync(join(connectors, 'slow'))
    writeFileSync(join(connectors, 'slow', 'openapi.json'), JSON.stringify(SLOW))
    let bench: Bench
    before(async () => {
      bench = await openBench(engine, connectors)
    })
    after(async () => {
      await bench?.close()
      await engine.close()
      rmSync(connectors, { recursive: true })
    })

    test('a service without credentials is connected without a terminal', async () => {
      const created = await bench.getOutput(['connectors', 'create', 'slow', '--workspace', 'acme'])
      assert.equal(created.name, 'Slow - acme')
      const refused = await bench.run(['connectors', 'create', 'github', '--workspace', 'acme'])
      assert.notEqual(refused.code, 0)
      assert.match(refused.error().message, /^GitHub needs credentials: \w/)
    })
  })
}
