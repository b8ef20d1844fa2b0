import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getUsualWorkspace } from '#access/agents/get-usual-workspace.ts'

const toPage = (counts: readonly number[], next: string | null = null) => ({
  next,
  data: counts.map((connectors, at) => ({
    id: `workspace-${at}`,
    usage: { connectors, needs_attention: 0, last_call_at: null },
  })),
})

test('a workspace is chosen beforehand if it is the only one, or the only one with connectors', () => {
  for (const [counts, expected] of [
    [[], undefined],
    [[0], 'workspace-0'],
    [[3], 'workspace-0'],
    [[0, 2, 0], 'workspace-1'],
    [[0, 0], undefined],
    [[1, 0, 1], undefined],
  ] as const)
    assert.equal(getUsualWorkspace(toPage(counts)), expected, String(counts))
  assert.equal(getUsualWorkspace(toPage([0, 2], '/api/v1/workspaces?cursor=x')), undefined)
})
