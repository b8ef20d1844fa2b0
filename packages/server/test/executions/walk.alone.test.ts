import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { type Entry, traceEntries } from '@bulkhead/testing/walk/trace-entries'
import { type Fixture, openFixture } from '../http/fixture.ts'

const SOURCES = new URL('../../src/', import.meta.url)

/** A warm execute does not query the database, so one engine is enough. */
for (const engine of bothEngines.slice(0, 1)) {
  describe('the way of one execute', () => {
    let fixture: Fixture
    let entries: readonly Entry[] = []
    // On a very slow machine the server no longer trusts its memory and queries the database. A connection that left
    // the cache during this is opened again too.
    const COLD = /^(platform\/database\/|connectors\/connections\/split-credentials\.ts$)/
    // There the breakpoints also make the body late, and the caller is authenticated again.
    const isLate = () =>
      entries.filter(({ file, from }) => file === 'access/tokens/authenticate.ts' && from === 'http/admit.ts')
        .length > 1
    const isCold = () => isLate() || entries.some(({ file }) => COLD.test(file))

    before(async () => {
      fixture = await openFixture(engine)
      fixture.upstream.respond(json([{ id: 1 }]))
      const connector = await fixture.connect()
      const execute = async () => {
        const { status, text } = await fixture.execute(connector, { entity: 'things', action: 'list' })
        assert.equal(status, 200, text)
      }
      await execute()
      for (let trace = 0; trace === 0 || (trace < 5 && isCold()); trace += 1) {
        entries = await traceEntries(SOURCES, '/api/', execute)
      }
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    test('runs few files, and seldom returns to one', (context) => {
      if (isCold()) return context.skip('no execute was warm')
      // Any step may use the vault, batches and time marks. Records are written half a second later.
      const later = ['write-calls', 'queued-call', 'note-uses', 'read-health'].map(
        (file) => `records/tool-calls/${file}.ts`,
      )
      const steps = entries.filter(
        ({ file, from }) =>
          ![file, from ?? ''].some((path) => path.startsWith('platform/') || later.includes(path)),
      )
      const returns = steps.filter(
        ({ file, from }, index) =>
          from !== undefined &&
          steps[index - 1]?.file !== file &&
          steps.slice(0, index).some((entry) => entry.file === file),
      )
      const files = new Set(steps.map(({ file }) => file))
      assert.ok(files.size <= 25, [...files].join('\n'))
      // Whether a right still counts is asked at each step, in one file.
      assert.ok(returns.length <= 6, JSON.stringify(returns, undefined, 2))
      assert.ok(steps.length > 30, 'the trace is empty')
    })

    test('one file decides whether it is allowed, once for the caller, once for what is asked, and with the connector', (context) => {
      if (entries.some(({ file }) => COLD.test(file))) return context.skip('no execute was warm')
      const asked = entries
        .filter(
          ({ file, from }) =>
            file === 'access/request/authorize.ts' && !(isLate() && from === 'http/admit.ts'),
        )
        .map(({ from }) => from)
      assert.deepEqual(asked, [
        'http/register-operation.ts',
        'operations/invoke.ts',
        'execution/open-call.ts',
        'execution/open-call.ts',
      ])
    })
  })
}
