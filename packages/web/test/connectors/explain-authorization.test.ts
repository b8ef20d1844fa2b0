import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainAuthorization } from '#connectors/explain-authorization.ts'

test('a no is not a fault, and only what may be the fault of the app leads to it', () => {
  const about = (error: string) => explainAuthorization(error, 'GitHub', 'added')
  assert.match(about('access_denied').text, /not allowed at GitHub, so nothing was added/)
  assert.ok(!about('access_denied').isAboutApp)
  assert.ok(!about('temporarily_unavailable').isAboutApp)
  assert.ok(about('creation_failed').isAboutApp)
})

test('what a link says is not repeated', () => {
  const { title, text } = explainAuthorization('call-555-now', 'GitHub', 'changed')
  assert.ok(!`${title}${text}`.includes('555'))
})
