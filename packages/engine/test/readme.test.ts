import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '..')

for (const published of [false, true]) {
  test(`the README plans and sends a request, ${published ? 'as published' : 'by the sources'}`, async (t) => {
    const upstream = createServer((request, response) => {
      const isRight =
        request.url?.startsWith('/api/v4/projects') && request.headers.authorization === 'Bearer secret'
      response.writeHead(isRight ? 200 : 400, { 'content-type': 'application/json' }).end('[{"id":1}]')
    }).listen(0, '127.0.0.1')
    await once(upstream, 'listening')
    t.after(() => upstream.close())
    if (published) execFileSync(process.execPath, [join(ROOT, 'build.js')])
    const host = `127.0.0.1:${(upstream.address() as AddressInfo).port}`
    const [, snippet = ''] = /```js\n(.*?)```/s.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? []
    const document = join(ROOT, '../catalog/documents/gitlab.json')
    // The first argument stands for the script.
    const args = [
      '--input-type=module',
      '-e',
      snippet,
      '--',
      'script',
      document,
      `http://${host}/api/v4`,
      host,
    ]
    // A package resolves its own name, so the folder decides which one is imported.
    const cwd = published ? join(ROOT, 'dist') : ROOT
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, TOKEN: 'secret' } })
    const [printed, complained] = await Promise.all([text(child.stdout), text(child.stderr)])
    assert.equal(printed, '[{"id":1}]\n', complained)
  })
}
