import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proveWebScale } from './proofs/web-scale.ts'

/**
 * Maximum number of requests of a page, including those every page sends: session, workspace, applications,
 * live list. The home page, with its set-up checklist, sends most.
 */
const MOST_REQUESTS = 12

test('a sample of the scale proof: few requests and few elements, however much is there', {
  timeout: 300_000,
}, async (t) => {
  const scale = { workspaces: 2_000, calls: 20_000, seed: 1 }
  const { steps } = await proveWebScale({ ...scale, rows: 400 }, (line) => t.diagnostic(line), false)
  assert.ok(steps.length > 20)
  for (const { name, requests, elementRows } of steps) {
    // A live part asks the same again and again, the more often the slower the machine, with times that move on.
    const different = [...new Set(requests.map(({ url }) => url.replaceAll(/\b(since|until)=[^&]*/g, '$1')))]
    assert.ok(different.length <= MOST_REQUESTS, `${name}: ${different.join(' ')}`)
    assert.ok(elementRows <= 60, `${name}: ${elementRows} rows`)
  }
})
