import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../texts-in-node.ts'

const { explainAuthorization, getReason } = await import('#connectors/connect/explain-authorization.ts')

test('a no is not a fault, and only what may be the fault of the app leads to it', () => {
  const about = (error: string) => explainAuthorization(error, 'GitHub', 'added')
  assert.match(about('access_denied').text, /not allowed at GitHub, so nothing was added/)
  assert.ok(!about('access_denied').isAboutApp)
  assert.ok(!about('temporarily_unavailable').isAboutApp)
  assert.ok(about('creation_failed').isAboutApp)
})

test('the reason of a failure leads its description', () => {
  const about = (error_description?: string) => getReason({ error: 'creation_failed', error_description })
  assert.equal(about('access_denied: The service did not authorize the connector.'), 'access_denied')
  for (const other of [undefined, '', 'call-555-now: at once', 'The client was access_denied: '])
    assert.equal(about(other), 'creation_failed')
  assert.equal(getReason({ error_description: 'access_denied: x' }), undefined)
})

test('what a link says is not repeated', () => {
  const { title, text } = explainAuthorization('call-555-now', 'GitHub', 'changed')
  assert.ok(!`${title}${text}`.includes('555'))
})
