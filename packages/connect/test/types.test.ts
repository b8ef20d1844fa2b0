import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ConnectEvent, type ConnectHandle, openConnect } from '../src/index.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function expect<_T extends true>(): void {}

/** Contains code that must compile. It is never called. */
export function typed(container: HTMLElement) {
  const handle = openConnect('https://example.com/connect/id#token', {
    mode: 'iframe',
    container,
    onEvent(event) {
      if (event.name === 'completed') expect<Equal<typeof event.connector_id, string>>()
      if (event.name === 'failed') expect<Equal<typeof event.error, string>>()
      // @ts-expect-error: not every event has a connector
      event.connector_id
      // @ts-expect-error: no such event
      if (event.name === 'finished') return
    },
  })
  expect<Equal<typeof handle, ConnectHandle>>()
  expect<Equal<Extract<ConnectEvent, { name: 'closed' }>['session_id'], string>>()
  // @ts-expect-error: no such mode
  openConnect('https://example.com/', { mode: 'tab' })
}

test('it is a module that loads without a browser', () => assert.equal(typeof openConnect, 'function'))
