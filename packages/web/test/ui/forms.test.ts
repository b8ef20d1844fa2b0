import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ApiError } from '@bulkhead/sdk/client'
import '../texts-in-node.ts'

const { readFieldErrors } = await import('#ui/error-words.ts')
const { whatIsWrong } = await import('#ui/form/what-is-wrong.ts')

const SRC = join(import.meta.dirname, '../../src')

test('the browser says nothing of its own in any form', () => {
  const forms = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx'))
    .filter((path) => /<form\s(?![^>]*noValidate)/.test(readFileSync(join(SRC, path), 'utf8')))
  assert.deepEqual(forms, [])
})

test('each rule of a control is said in words', () => {
  const say = (wrong: string, more: object = {}) =>
    whatIsWrong({
      validity: { [wrong]: true } as unknown as ValidityState,
      type: 'text',
      minLength: 12,
      maxLength: 255,
      min: '',
      max: '',
      ...more,
    })
  assert.equal(say('valueMissing'), 'This is required.')
  assert.match(say('typeMismatch', { type: 'email' }), /e-mail/)
  assert.match(say('typeMismatch', { type: 'url' }), /URL/)
  assert.equal(say('badInput'), 'This must be a number.')
  assert.equal(say('tooShort'), 'Enter 12 characters or more.')
  assert.equal(say('tooLong'), 'Enter 255 characters at most.')
  assert.equal(say('rangeOverflow', { min: '1', max: '3650' }), 'This must be from 1 to 3650.')
  assert.equal(say('rangeUnderflow', { min: '1' }), 'This must be 1 or more.')
  assert.equal(say('stepMismatch'), 'This must be a whole number.')
})

test('what the API says of a field is said at the control of that name', () => {
  const control = (name: string, label: string) => ({
    name,
    dataset: {},
    labels: [{ firstChild: { textContent: label } }] as unknown as NodeListOf<HTMLLabelElement>,
  })
  const token = control('credential.token', 'Token')
  const origins = control('redirect_origins', 'Origins')
  const error = new ApiError({
    code: 'invalid_request',
    message: 'Two are wrong.',
    status: 422,
    requestId: undefined,
    retryAfter: undefined,
    errors: [
      { field: 'body.credentials.token', message: 'body.credentials.token must be a string', details: null },
      {
        field: 'body.redirect_origins.1',
        message: 'body.redirect_origins.1 must be an origin',
        details: null,
      },
    ],
  })
  const { found, isAll } = readFieldErrors(error, [token, origins])
  assert.equal(found.get(origins), 'Origins, line 2 must be an origin.')
  assert.match(found.get(token) ?? '', /must be a string\.$/)
  assert.equal(isAll, true)
  assert.equal(readFieldErrors(error, [origins]).isAll, false)
})
