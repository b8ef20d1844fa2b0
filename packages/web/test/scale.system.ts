import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proveWebScale } from './web-scale.ts'

/**
 * Maximum number of requests of a page, including those every page sends: session, workspace, applications,
 * live list. The home page, with its set-up checklist, sends most.
 */
const MOST_REQUESTS = 12
/** Parameters of a request that is made again: its times, and the page of a list. */
const MOVES_ON = /\b(since|until|cursor|keys)=[^&]*/g

test('a sample of the scale proof: few requests and few elements, however much is there', {
  timeout: 900_000,
}, async (t) => {
  const scale = { workspaces: 2_000, calls: 20_000, seed: 1 }
  const { steps } = await proveWebScale({ ...scale, rows: 400 }, (line) => t.diagnostic(line), false)
  assert.ok(steps.length > 20)
  for (const { name, requests, elementRows } of steps) {
    // The slower the machine, the more often a live part asks the same, with times that move on, and the more pages of
    // a list pass before scrolling ends.
    const different = [...new Set(requests.map(({ url }) => url.replaceAll(MOVES_ON, '$1')))]
    assert.ok(different.length <= MOST_REQUESTS, `${name}: ${different.join(' ')}`)
    assert.ok(elementRows <= 60, `${name}: ${elementRows} rows`)
  }
})
