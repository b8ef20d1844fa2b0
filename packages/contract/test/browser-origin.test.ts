import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOfBrowserOrigin } from '../src/values/browser-origin.ts'

test('an origin as browsers write it is valid', () => {
  for (const origin of [
    'https://app.example.com',
    'http://localhost:3000',
    'http://[::1]:3000',
    'https://xn--bcher-kva.example',
    'https://my_app.example.com',
  ])
    assert.equal(faultOfBrowserOrigin(origin), undefined, origin)
})

test('a host that would end a directive of the policy in which the origin stands is none', () => {
  for (const origin of [
    'https://a.example;sandbox',
    'https://a.example,sandbox',
    "https://a.example'",
    'https://a.example;require-trusted-types-for',
  ])
    assert.match(faultOfBrowserOrigin(origin) ?? '', /letters, digits/, origin)
})
