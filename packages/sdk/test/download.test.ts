import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Download } from '../src/client/download.ts'

const NAMES: [disposition: string | undefined, filename: string | null][] = [
  [undefined, null],
  ['attachment', null],
  ['attachment; filename=plain.txt', 'plain.txt'],
  ['attachment; filename="with space.txt"', 'with space.txt'],
  ['attachment; filename="quo\\"te.txt"', 'quo"te.txt'],
  ["attachment; filename=old.txt; filename*=UTF-8''b%C3%BCcher.txt", 'bücher.txt'],
  ["attachment; filename=old.txt; filename*=UTF-8''%E0%A4%A", 'old.txt'],
  ['attachment; filename="../../etc/passwd"', 'passwd'],
  ["attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", 'passwd'],
  ["attachment; filename*=UTF-8''C%3A%5Cboot.ini", 'boot.ini'],
  ['attachment; filename=".."', null],
  ['attachment; filename=""', null],
  ["attachment; filename*=UTF-8''a%00b%0A.txt", 'ab.txt'],
]

test('a file has the name that the service gives it, never a path', () => {
  for (const [disposition, filename] of NAMES) {
    const headers = disposition === undefined ? {} : { 'content-disposition': disposition }
    assert.equal(new Download(new Response('x', { headers })).filename, filename, disposition)
  }
})

test('type and size are returned, or null if unknown', async () => {
  const known = new Download(new Response('x', { headers: { 'content-type': 'a/b', 'content-length': '1' } }))
  assert.deepEqual([known.contentType, known.size], ['a/b', 1])
  const unknown = new Download(new Response(null))
  assert.deepEqual([unknown.contentType, unknown.size, (await unknown.bytes()).length], [null, null, 0])
})
