import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOfBrowserOrigin } from '../src/values/browser-origin.ts'
import { faultOfRedirectOrigin } from '../src/values/redirect-origin.ts'

const LOOPBACK = ['http://localhost:3000', 'http://127.0.0.1:8080', 'http://[::1]', 'http://[::1]:3000']

for (const origin of [
  ...['https://app.example.com', 'https://localhost:3000', 'https://xn--bcher-kva.example'],
  ...['https://my_app.example.com', ...LOOPBACK],
])
  test(`${origin} is an origin of a page, and one to be sent back to`, () => {
    assert.equal(faultOfBrowserOrigin(origin), undefined)
    assert.equal(faultOfRedirectOrigin(origin), undefined)
  })

for (const origin of ['http://app.example.com', 'http://localhost.example.com', 'http://127.0.0.2'])
  test(`${origin} is an origin of a page, and none to be sent back to`, () => {
    assert.equal(faultOfBrowserOrigin(origin), undefined)
    assert.match(String(faultOfRedirectOrigin(origin)), /https/)
  })

for (const [fault, origins] of [
  [/an origin such as|an https origin/, ['app.example.com', 'null', '*', '', 'javascript:alert(1)']],
  [/no wildcards/, ['https://*.example.com']],
  [
    /without path or user/,
    [
      ...['http://localhost:3000/', 'https://app.example.com/', 'https://app.example.com/callback'],
      ...['https://App.example.com', 'https://APP.example.com', 'https://app.example.com:443'],
      ...['https://user@app.example.com', 'https://bücher.example'],
    ],
  ],
  // They would end a directive of the policy in which the origin stands.
  [/letters, digits/, ['https://a.example;sandbox', 'https://a.example,sandbox', "https://a.example'"]],
] as const)
  for (const origin of origins)
    test(`${origin} is no origin`, () => {
      assert.match(String(faultOfBrowserOrigin(origin)), fault)
      assert.match(String(faultOfRedirectOrigin(origin)), fault)
    })

test('a host that begins as a loopback name, before a user, is none to be sent back to', () => {
  assert.match(String(faultOfRedirectOrigin('http://localhost:1@evil.example')), /without path or user/)
})
