import assert from 'node:assert/strict'
import test from 'node:test'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode } from '../assert-engine-error.ts'
import { json, wire } from './wire.ts'

const definition = compile(
  documentWith({
    paths: `
/charges:
  post:
    x-airbyte-entity: charges
    x-airbyte-action: create
    requestBody:
      content:
        application/x-www-form-urlencoded:
          schema: { properties: { amount: { type: integer }, currency: { default: eur }, items: {}, card: {}, capture: {} } }
/files:
  post:
    x-airbyte-entity: files
    x-airbyte-action: create
    x-airbyte-upload-file-param: data
    requestBody:
      content:
        multipart/related:
          schema: { properties: { name: { type: string }, parents: { type: array }, data: { type: string }, file_mime_type: { type: string } } }
/photos:
  post:
    x-airbyte-entity: photos
    x-airbyte-action: create
    requestBody:
      content:
        multipart/form-data:
          schema:
            required: [photo]
            properties: { title: { type: string }, tags: { type: array }, place: { type: object }, photo: { type: string, format: binary } }
/notes:
  post:
    x-airbyte-entity: notes
    x-airbyte-action: create
    requestBody: { content: { application/json: { schema: { properties: { text: {}, size: { default: 1 }, more: {} } } } } }
/cards:
  post:
    x-airbyte-entity: cards
    x-airbyte-action: create
    requestBody: { content: { application/json: { schema: { properties: { values: { type: [object, string], x-bulkhead-transform: json-text } } } } } }
`,
  }),
)
const create = (entity: string, params: Record<string, unknown>) => ({ entity, action: 'create', params })
const base64 = (text: string) => Buffer.from(text).toString('base64')

// Shows Bodies: JSON, with the caller's fields over the defaults
test('json: fields over defaults, nested values as they are', async () => {
  const { run } = await wire(definition, json({}))
  const { arrived, body } = await run(
    create('notes', { text: 'é', more: { a: [null, 1.5], b: { c: null } } }),
  )
  assert.equal(arrived.headers['content-type'], 'application/json')
  assert.equal(body, '{"text":"é","size":1,"more":{"a":[null,1.5],"b":{"c":null}}}')
})

test('json: a plain value arrives in the form that the service accepts', async () => {
  const { run } = await wire(definition, json({}))
  const { body } = await run(create('cards', { values: { status: 'Done' } }))
  assert.deepEqual(JSON.parse(body), { values: '{"status":"Done"}' })
})

// Shows Bodies: forms with brackets
test('form: brackets, indexed arrays, and nothing for empty values', async () => {
  const { run } = await wire(definition, json({}))
  const { arrived, body } = await run(
    create('charges', {
      amount: 5,
      items: [{ price: 'p 1', tags: ['a', 'b'] }, { price: null }],
      card: { owner: { name: 'Å&=' }, m: [[1, 2]], none: {}, list: [] },
      capture: false,
    }),
  )
  assert.equal(arrived.headers['content-type'], 'application/x-www-form-urlencoded')
  assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
    amount: '5',
    currency: 'eur',
    'items[0][price]': 'p 1',
    'items[0][tags][0]': 'a',
    'items[0][tags][1]': 'b',
    'card[owner][name]': 'Å&=',
    'card[m][0][0]': '1',
    'card[m][0][1]': '2',
    capture: 'false',
  })
})

test('form: a value that a form cannot hold is refused', async () => {
  const { run } = await wire(definition, json({}))
  let deep: unknown = 1
  for (let depth = 0; depth < 50; depth += 1) deep = { a: deep }
  await rejectsCode('invalid_parameter', run(create('charges', { card: deep })), /card/)
  await rejectsCode('invalid_parameter', run(create('charges', { card: { a: '\ud800' } })), /card/)
})

// Shows Bodies: `multipart/related`
test('multipart/related: the fields as JSON, then the file', async () => {
  const { run } = await wire(definition, json({}))
  const params = {
    name: 'a.txt',
    parents: ['p'],
    data: base64('hello\r\nthere'),
    file_mime_type: 'text/plain',
  }
  const { arrived, body } = await run(create('files', params))
  const [, boundary] =
    /^multipart\/related; boundary=(\S+)$/.exec(arrived.headers['content-type'] ?? '') ?? []
  assert.equal(
    body,
    `--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{"name":"a.txt","parents":["p"]}\r\n` +
      `--${boundary}\r\nContent-Type: text/plain\r\n\r\nhello\r\nthere\r\n--${boundary}--\r\n`,
  )
  assert.equal(Number(arrived.headers['content-length']), Buffer.byteLength(body))
})

// Shows Uploads: an invalid file is not sent
test('multipart/related: without a valid file, nothing is sent', async () => {
  const { run, upstream } = await wire(definition, json({}))
  await rejectsCode('missing_parameter', run(create('files', { name: 'a' })), /data/)
  for (const data of ['not base64!', 'abc', 7, { a: 1 }]) {
    await rejectsCode('invalid_parameter', run(create('files', { data })), /data must be a file in base64/)
  }
  const bad = { data: base64('x'), file_mime_type: 'text/plain\r\nX-Evil: 1' }
  await rejectsCode('invalid_parameter', run(create('files', bad)), /media type/)
  assert.equal(upstream.requests.length, 0)
})

// Shows Bodies: `multipart/form-data`
test('multipart/form-data: parts for strings, lists, objects and files', async () => {
  const { run } = await wire(definition, json({}))
  const photo = { content: base64('\x89PNG'), filename: 'a "1".png', mime_type: 'image/png' }
  const { arrived, body } = await run(
    create('photos', { title: 'é', tags: ['x', 'y'], place: { lat: 1 }, photo }),
  )
  const type = arrived.headers['content-type'] ?? ''
  const form = await new Response(Buffer.from(body), { headers: { 'content-type': type } }).formData()
  assert.equal(form.get('title'), 'é')
  assert.deepEqual(form.getAll('tags'), ['x', 'y'])
  const file = form.get('photo') as File
  assert.deepEqual([file.name, file.type], ['a "1".png', 'image/png'])
  assert.match(body, /name="place"\r\nContent-Type: application\/json\r\n\r\n\{"lat":1\}\r\n/)
  assert.match((await run(create('photos', { photo: base64('z') }))).body, /filename="photo"\r\n/)
})
