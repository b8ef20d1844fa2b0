import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { proveDiskFull } from '@bulkhead/proofs/chaos/disk-full'
import { mountSmallDisk } from '@bulkhead/proofs/parts/small-disk'

/** Returns why no disk can be filled here, or false. */
function whyNot(): string | false {
  try {
    mountSmallDisk(1).remove()
    return false
  } catch (error) {
    return (error as Error).message
  }
}

describe('an embedded server on a full disk', { skip: whyNot() }, () => {
  test('answers success or 503, works again once there is room, and loses nothing', async (t) => {
    const report = await proveDiskFull({ rounds: 3, seed: 11, fullForMs: 3_000 })
    t.diagnostic(JSON.stringify(report))
    assert.deepEqual(report.faults.slice(0, 5), [])
    assert.equal(report.recovered + report.restarted, 3)
    assert.ok(report.acknowledged > 0, 'requests were acknowledged')
    assert.ok(report.unavailable + report.restarted > 0, 'the disk was full')
  })
})
