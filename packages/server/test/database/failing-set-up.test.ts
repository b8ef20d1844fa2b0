import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'

/** A file whose suite gets no database although its engine runs, because its login is rejected. */
const FILE = `
  import { after, suite, test } from 'node:test'
  import { bothEngines } from '@bulkhead/testing/engines'
  import { openRawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
  const engine = bothEngines.find(({ name }) => name === 'postgres')
  const createStore = async () => {
    const store = await engine.createStore()
    return { ...store, postgres: { ...store.postgres, PART: store.postgres.PART.replace(/:[^:@]+@/, ':wrong@') } }
  }
  suite('no database', async () => {
    const raw = await openRawDatabase({ ...engine, createStore })
    after(() => raw.close())
    test('is never run', () => {})
  })`
const skip = !bothEngines.some(({ name }) => name === 'postgres') && 'needs Postgres'

for (const part of ['ownerUrl', 'url', 'adminUrl']) {
  test(`a set-up that fails at ${part} ends its file at once, and says why`, {
    skip,
    timeout: 120_000,
  }, async () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const file = spawn(
      process.execPath,
      ['--conditions=@bulkhead/source', '--input-type=module', '--eval', FILE.replaceAll('PART', part)],
      { cwd: import.meta.dirname, env, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const [printed, [code]] = await Promise.all([text(file.stdout), once(file, 'exit')])
    assert.equal(code, 1, printed)
    assert.match(printed, /password authentication failed|28P01/)
  })
}
