import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRunningDownloads } from '@bulkhead/server/execution/running-downloads'
import { until } from '@bulkhead/testing/test-server'

function occupyLoop(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

/** Watches a file while the revocation feed is stale. */
function watchFile(assertAllowed: () => Promise<unknown>) {
  const file = new Readable({ read() {} })
  const ended = new Promise<Error>((resolve) => file.once('error', resolve))
  const downloads = createRunningDownloads({ onRevocation() {}, isFresh: () => false })
  const watched = downloads.watch({
    ...{ organization: 'one', workspace_id: null, connector_id: null },
    assertAllowed,
  })
  watched.guard(file)
  // Checks keep no process alive.
  const alive = setInterval(() => {}, 1_000)
  return {
    file,
    ended,
    [Symbol.dispose]() {
      watched.end()
      clearInterval(alive)
    },
  }
}

test('a download goes on if its process was busy while the database responded', async () => {
  let checks = 0
  using watched = watchFile(async () => {
    const response = readFile(import.meta.filename)
    queueMicrotask(() => occupyLoop(1_200))
    await response
    checks += 1
  })
  await until(() => checks > 1 || watched.file.destroyed)
  assert.equal(watched.file.destroyed, false)
})

test('a download ends if the database does not respond', async () => {
  using watched = watchFile(() => sleep(60_000, undefined, { ref: false }))
  assert.equal(((await watched.ended) as { code?: string }).code, 'unavailable')
})
