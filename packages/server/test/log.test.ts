import assert from 'node:assert/strict'
import test from 'node:test'
import { createLog, flushLog, getInstance, tapLog } from '#platform/log'

type Line = Record<string, unknown>

function openLog() {
  const lines: Line[] = []
  const instances = new Set<unknown>()
  const write = (text: string) => {
    const { instance, ...line } = JSON.parse(text)
    instances.add(instance)
    assert.deepEqual([...instances], [getInstance(log)])
    lines.push(line)
  }
  const log = createLog('info', { write })
  return { log, lines, of: (msg: string) => lines.filter((line) => line.msg === msg) }
}

test('a flood of one error is written twenty times a minute, and the number of the others once', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { log, lines, of } = openLog()
  const fail = (code: string) =>
    log.error(
      { request_id: crypto.randomUUID(), code, err: new Error(`of ${Math.random()}`) },
      'request failed',
    )
  for (let times = 0; times < 5_000; times += 1) fail('unavailable')
  fail('internal')
  assert.equal(lines.length, 21)
  assert.equal(lines.at(-1)?.code, 'internal')
  t.mock.timers.tick(60_000)
  assert.equal(lines.length, 22)
  const { time: _, ...summary } = lines.at(-1) ?? {}
  assert.deepEqual(summary, { level: 50, code: 'unavailable', repeated: 4_980, msg: 'request failed' })
  // Written and left out lines add up in each minute.
  for (let times = 0; times < 30; times += 1) fail('unavailable')
  flushLog(log)
  assert.deepEqual([of('request failed').length, lines.at(-1)?.repeated], [22 + 20 + 1, 10])
  flushLog(log)
  assert.equal(lines.length, 43)
})

test('an error at another place of the code is another error', () => {
  const { log, lines } = openLog()
  const first = () => new Error('first')
  const second = () => new Error('second')
  for (let times = 0; times < 50; times += 1) log.error({ err: first() }, 'request failed')
  log.error({ err: second() }, 'request failed')
  assert.equal(lines.length, 21)
  assert.equal((lines.at(-1)?.err as Line | undefined)?.message, 'second')
})

test('one error of the database in two statements is two errors', () => {
  const { log, lines } = openLog()
  /** Fails in the driver, as every statement does. */
  const fail = () => Object.assign(new Error('syntax error'), { code: '42601' })
  const first = () => fail()
  const second = () => fail()
  for (let times = 0; times < 50; times += 1) log.error({ err: first() }, 'request failed')
  log.error({ err: second() }, 'request failed')
  assert.equal(lines.length, 21)
})

test('lines of different things are all written', () => {
  const { log, lines } = openLog()
  for (let id = 0; id < 100; id += 1) log.error({ id }, 'a wrapped key does not open')
  flushLog(log)
  assert.deepEqual(
    lines.map(({ id }) => id),
    Array.from({ length: 100 }, (_, id) => id),
  )
  for (let times = 0; times < 30; times += 1) log.error({ request_id: times, document: 'a' }, 'skipped')
  flushLog(log)
  const { time: _, ...summary } = lines.at(-1) ?? {}
  assert.deepEqual(summary, { level: 50, document: 'a', repeated: 10, msg: 'skipped' })
})

test('lines that differ in their message alone have a bound too', () => {
  const { log, lines } = openLog()
  for (let times = 0; times < 5_000; times += 1) log.warn(`away: ${times}`)
  assert.equal(lines.length, 120)
  flushLog(log)
  const { time: _, ...summary } = lines.at(-1) ?? {}
  assert.deepEqual(summary, { level: 40, repeated: 5_000 - 120, msg: 'further lines were left out' })
})

test('one cause with many ids leaves room for other errors, and its sum says what it was', () => {
  const { log, lines, of } = openLog()
  for (let id = 0; id < 2_000; id += 1)
    log.warn({ connector_id: id, code: 'away' }, 'tokens were not renewed')
  for (let number = 0; number < 25; number += 1) log.error({ code: `code ${number}` }, 'request failed')
  assert.equal(of('tokens were not renewed').length, 120)
  assert.equal(of('request failed').length, 25)
  flushLog(log)
  const { time: _, ...summary } = lines.at(-1) ?? {}
  assert.deepEqual(summary, { level: 40, code: 'away', repeated: 1_880, msg: 'tokens were not renewed' })
})

test('every request has its line, whatever their number', () => {
  const { log, lines } = openLog()
  for (let times = 0; times < 100; times += 1) log.info({ request_id: times }, 'answered')
  flushLog(log)
  assert.equal(lines.length, 100)
})

test('lines that were left out reach no tap', () => {
  const { log, lines } = openLog()
  const tapped: string[] = []
  tapLog(log, (line) => void tapped.push(line))
  for (let times = 0; times < 100; times += 1) log.warn({ code: 'x' }, 'again')
  flushLog(log)
  assert.deepEqual([tapped.length, lines.length], [21, 21])
})
