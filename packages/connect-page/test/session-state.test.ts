import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LOADING, reduceSession, type SessionEvent, type SessionState } from '#session/session-state.ts'
import type { ConnectPage, Result, Service } from '#types.ts'

const PAGE = { status: 'open', result: null, services: [] } as unknown as ConnectPage
const GITHUB = { definition_id: 'github' } as Service
const RESULT: Result = { connector_id: 'one', account: null, status: 'completed', redirect_to: null }

function reduce(...events: readonly SessionEvent[]): SessionState {
  return events.reduce(reduceSession, LOADING)
}

test('an open session asks for its service', () => {
  const { page, view } = reduce({ type: 'shown', page: PAGE, service: GITHUB, failure: 'denied' })
  assert.equal(page, PAGE)
  assert.deepEqual(view, { at: 'ask', service: GITHUB, failure: 'denied' })
})

test('a session that is over says how it ended', () => {
  const getView = (status: ConnectPage['status']) =>
    reduce({ type: 'shown', page: { ...PAGE, status } }).view.at
  assert.deepEqual(
    ['refused', 'expired', 'revoked'].map((one) => getView(one as never)),
    ['declined', 'ended', 'ended'],
  )
})

test('the first result counts, and nothing changes it', () => {
  const done = reduce({ type: 'shown', page: { ...PAGE, result: RESULT }, choice: undefined })
  assert.deepEqual(done.view, { at: 'done', result: RESULT, choice: undefined })
  assert.equal(done.page?.status, 'completed')
  const other = { ...PAGE, result: { ...RESULT, connector_id: 'two' } }
  for (const event of [{ type: 'shown', page: other }, { type: 'ended' }, { type: 'requested' }] as const)
    assert.equal(reduceSession(done, event), done)
})

test('a response to a request before the view changed is dropped', () => {
  const asked = reduce({ type: 'shown', page: PAGE }, { type: 'requested' })
  const since = asked.changes
  const gone = reduceSession(asked, { type: 'requested' })
  assert.equal(reduceSession(gone, { type: 'chosen', service: GITHUB, since }), gone)
  assert.equal(reduceSession(gone, { type: 'unreachable', since }), gone)
  const chosen = reduceSession(gone, { type: 'chosen', service: GITHUB, since: gone.changes })
  assert.deepEqual(chosen.view, { at: 'ask', service: GITHUB, failure: undefined })
})

test('a page that is read changes no view, and makes no response late', () => {
  const before = reduce({ type: 'shown', page: PAGE, service: GITHUB })
  const after = reduceSession(before, { type: 'read', page: { ...PAGE } })
  assert.equal(after.view, before.view)
  assert.equal(after.changes, before.changes)
})
