import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DocumentNode } from '@bulkhead/engine/document'
import { getMember, loadDocument, toJson } from '@bulkhead/engine/document'
import { applyOverlay } from '#overlay/apply-overlay'
import { throwsCode } from '../../../engine/test/assert-engine-error.ts'

const DOCUMENT = JSON.stringify({
  info: { title: 'Acme' },
  tags: ['a', 'b', 'c'],
  paths: {
    '/widgets': { get: { tags: ['x'], deprecated: true }, post: { tags: ['y'] } },
    '/gears': { get: { tags: ['y'], deprecated: true } },
  },
})

/** Applies actions, as JSON, to the document. */
function apply(...actions: object[]) {
  const text = JSON.stringify({ overlay: '1.0.0', info: { title: 'x', version: '1' }, actions })
  const { document, unused } = applyOverlay(loadDocument(DOCUMENT, 'acme.json'), {
    text,
    source: 'overlay.json',
  })
  return {
    value: toJson(document.root) as { info: object; tags: string[]; paths: Record<string, object> },
    unused,
  }
}

const refuses = (action: object, message: RegExp) =>
  throwsCode('document_invalid', () => apply(action), message)

// Shows Overlays: updates
test('an update merges objects, appends to lists and replaces plain values', () => {
  const update = { tags: ['z'], deprecated: false, summary: 'New' }
  const { value } = apply({ target: "$.paths['/widgets'].get", update })
  assert.deepEqual(value.paths['/widgets'], {
    get: { tags: ['x', 'z'], deprecated: false, summary: 'New' },
    post: { tags: ['y'] },
  })
  assert.deepEqual(apply({ target: '$.tags', update: 'd' }).value.tags, ['a', 'b', 'c', 'd'])
})

test('an action sees what the ones before left, and may select many', () => {
  const { value } = apply(
    { target: '$.paths.*[?@.deprecated == true]', update: { summary: 'Old' } },
    { target: "$.paths.*.*[?@ == 'y']", remove: true },
    { target: "$.paths.*[?@.summary == 'Old'].deprecated", remove: true },
  )
  assert.deepEqual(value.paths, {
    '/widgets': { get: { tags: ['x'], summary: 'Old' }, post: { tags: ['y'] } },
    '/gears': { get: { tags: ['y'], summary: 'Old' } },
  })
})

test('several elements of one list are removed at once', () => {
  assert.deepEqual(apply({ target: "$.tags[?@ != 'b']", remove: true }).value.tags, ['b'])
})

test('a part that is selected twice, or out of order, is corrected once and in its place', () => {
  assert.deepEqual(apply({ target: '$.tags[2, 0, 0]', remove: true }).value.tags, ['b'])
  const { value } = apply({ target: "$['tags', 'tags']", update: 'd' })
  assert.deepEqual(value.tags, ['a', 'b', 'c', 'd'])
})

test('a target that selects nothing is reported, and changes nothing', () => {
  const { value, unused } = apply({ target: '$.paths.nothing', update: {} })
  assert.deepEqual(value, JSON.parse(DOCUMENT))
  assert.equal(unused.length, 1)
  assert.match(unused[0] ?? '', /^overlay\.json:1:\d+: \$\.paths\.nothing selects nothing$/)
})

test('parts keep their lines, and new ones have the line of what holds them', () => {
  const text = 'info:\n  title: Acme\npaths:\n  /widgets:\n    get: {}\n'
  const overlay = `overlay: 1.0.0\nactions: [{ target: "$.paths['/widgets'].get", update: { summary: New } }]`
  const { document } = applyOverlay(loadDocument(text, 'a'), { text: overlay, source: 'b' })
  const at = (...path: string[]) => path.reduce<DocumentNode | undefined>(getMember, document.root)?.line
  assert.equal(at('paths', '/widgets', 'get'), 5)
  assert.equal(at('paths', '/widgets', 'get', 'summary'), 5)
  assert.equal(at('info', 'title'), 2)
})

test('a key named __proto__ is only a key', () => {
  const text = '{"overlay":"1.0.0","actions":[{"target":"$.info","update":{"__proto__":{"polluted":true}}}]}'
  const { document } = applyOverlay(loadDocument(DOCUMENT, 'a'), { text, source: 'b' })
  const { info } = toJson(document.root) as unknown as { info: object }
  assert.deepEqual(Object.keys(info), ['title', '__proto__'])
  assert.ok(!('polluted' in {}))
})

// Shows Overlays: errors with their places
test('errors of an overlay name their places', () => {
  refuses(
    { target: '$.info.title', update: {} },
    /overlay\.json:1:\d+: \$\.info\.title selects a plain value/,
  )
  refuses({ target: '$.info', update: [] }, /selects an object, so update must be one/)
  refuses({ target: '$.info' }, /needs update or remove: true/)
  refuses({ target: 'info', update: {} }, /is no JSONPath/)
  refuses({ target: "$..[?match(@, '(a+)+')]", update: {} }, /is no JSONPath/)
  refuses({ target: '$', updates: {} }, /did you mean update/)
})
