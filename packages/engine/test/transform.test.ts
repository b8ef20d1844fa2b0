import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile, documentWith, plan } from './acme.ts'
import { throwsCode } from './assert-engine-error.ts'

const BODY = (schema: string) => `/notes:
  post:
    x-airbyte-entity: notes
    x-airbyte-action: create
    parameters: [{ name: filter, in: query, schema: { type: [object, string], x-bulkhead-transform: json-text } }]
    requestBody: { required: true, content: { application/json: { schema: ${schema} } } }`

function sent(schema: string, params: Record<string, unknown>) {
  const definition = compile(documentWith({ paths: BODY(schema) }))
  const { body, url } = plan(definition, { entity: 'notes', action: 'create', params })
  return { body: JSON.parse(body ?? 'null'), url }
}

// Shows Transforms: Markdown
test('Markdown becomes a document of Atlassian, and a document stays', () => {
  const schema =
    '{ properties: { fields: { type: object, properties: { description: { type: [string, object], x-bulkhead-transform: markdown-to-atlassian } } } } }'
  const { body } = sent(schema, { fields: { summary: '*Leak*', description: 'A **big** leak\n\n- one' } })
  assert.equal(body.fields.summary, '*Leak*')
  const { type, content } = body.fields.description
  assert.equal(type, 'doc')
  assert.deepEqual(content[0].content[1], { type: 'text', text: 'big', marks: [{ type: 'strong' }] })
  assert.equal(content[1].type, 'bulletList')
  const document = { type: 'doc', version: 1, content: [] }
  assert.deepEqual(sent(schema, { fields: { description: document } }).body.fields.description, document)
})

test('Markdown becomes the storage format, which is XML, and HTML in it is text', () => {
  const schema =
    '{ properties: { body: { type: [string, object], x-bulkhead-transform: markdown-to-storage } } }'
  const text =
    '# Plan\n\nline  \nbreak <script>x</script> ![a "b"](https://acme.example/a.png?x=1&y=2)\n\n```js\na]]>b\n```\n\n---'
  for (const body of [text, { representation: 'markdown', value: text }]) {
    const { representation, value } = sent(schema, { body }).body.body
    assert.equal(representation, 'storage')
    assert.match(value, /^<h1>Plan<\/h1>/)
    assert.match(value, /line<br\/>break &lt;script&gt;x&lt;\/script&gt;/)
    assert.match(value, /ri:value="https:\/\/acme.example\/a.png\?x=1&amp;y=2"/)
    assert.match(value, /<ac:parameter ac:name="language">js<\/ac:parameter>/)
    assert.match(value, /<!\[CDATA\[a\]\]\]\]><!\[CDATA\[>b\]\]>/)
    assert.match(value, /<hr\/>$/)
  }
  const own = { representation: 'storage', value: '<p>*x*</p>' }
  assert.deepEqual(sent(schema, { body: own }).body.body, own)
})

// Shows Transforms: objects as JSON text
test('an object becomes JSON text where the service wants that, also in the query', () => {
  const schema = '{ properties: { values: { type: [object, string], x-bulkhead-transform: json-text } } }'
  assert.equal(
    sent(schema, { values: { status: { label: 'Done' } } }).body.values,
    '{"status":{"label":"Done"}}',
  )
  assert.equal(sent(schema, { values: '{"a":1}' }).body.values, '{"a":1}')
  const { url } = sent(schema, { values: '1', filter: { a: 1 } })
  assert.equal(new URL(url).searchParams.get('filter'), '{"a":1}')
})

const MAIL =
  '{ type: object, x-bulkhead-transform: mail, properties: { to: {}, cc: {}, bcc: {}, subject: {}, body: {}, html: {}, in_reply_to: {}, attachments: {}, threadId: {}, raw: {} } }'

/** Returns the mail that would be sent, and the other members of the body. */
function mailOf(params: Record<string, unknown>) {
  const { raw, ...rest } = sent(MAIL, params).body
  return { mail: Buffer.from(raw, 'base64url').toString(), rest }
}

// Shows Transforms: a mail from its fields
test('a mail is made of its fields', () => {
  const { mail, rest } = mailOf({
    to: ['Jane Doe <jane@acme.example>', 'joe@acme.example'],
    bcc: 'boss@acme.example',
    subject: 'Über das Leck',
    body: 'Grüße\nJoe',
    in_reply_to: '<1@acme.example>',
    threadId: 't1',
  })
  assert.deepEqual(rest, { threadId: 't1' })
  assert.match(mail, /^To: Jane Doe <jane@acme\.example>, joe@acme\.example\r\n/m)
  assert.match(mail, /^Bcc: boss@acme\.example\r\n/m)
  assert.match(mail, /^Subject: =\?UTF-8\?/m)
  assert.match(mail, /^In-Reply-To: <1@acme\.example>\r\n/m)
  assert.match(mail, /^MIME-Version: 1\.0\r\n/m)
  assert.doesNotMatch(mail, /^(Date|Message-ID):/im)
  const [, content = ''] = mail.split('\r\n\r\n')
  assert.equal(Buffer.from(content, 'base64').toString(), 'Grüße\nJoe')
})

test('a mail has text, HTML and files as parts', () => {
  const attachments = [
    { filename: 'leak.txt', content: Buffer.from('water').toString('base64'), content_type: 'text/plain' },
  ]
  const { mail } = mailOf({
    to: 'jane@acme.example',
    subject: 'Leak',
    body: 'See',
    html: '<p>See</p>',
    attachments,
  })
  assert.match(mail, /^Content-Type: multipart\/mixed;\s+boundary="?--part-mixed"?/m)
  assert.match(mail, /multipart\/alternative;\s+boundary="?--part-alternative"?/)
  assert.match(mail, /Content-Disposition: attachment; filename=leak\.txt/)
  assert.ok(mail.includes(Buffer.from('<p>See</p>').toString('base64')))
  assert.ok(mail.trimEnd().endsWith('----part-mixed--'))
  assert.equal(mail.match(/MIME-Version/g)?.length, 1)
})

test('a field of a mail cannot add a header, and raw stays as it is', () => {
  const refused = (params: object, hint: RegExp) =>
    throwsCode('invalid_parameter', () => sent(MAIL, { to: 'jane@acme.example', ...params }), hint)
  refused({ subject: 'Hi\r\nBcc: all@acme.example' }, /subject must be one line/)
  refused({ to: 'jane@acme.example\nBcc: all@acme.example' }, /to must be an address/)
  refused({ to: ['jane'] }, /to must be an address/)
  refused({ in_reply_to: '<1>\r\nX: 1' }, /in_reply_to must be one line/)
  refused({ attachments: [{ filename: 'a\r\nb', content: '' }] }, /attachments must be a list of/)
  refused(
    { attachments: [{ filename: 'a', content: '', content_type: 'text/plain\r\nX: 1' }] },
    /attachments/,
  )
  refused({ raw: 'AAAA' }, /cannot be given together with raw/)
  assert.deepEqual(sent(MAIL, { raw: 'AAAA', threadId: 't' }).body, { raw: 'AAAA', threadId: 't' })
})

test('an unknown transform is an error of the document', () => {
  const schema = '{ properties: { a: { items: { x-bulkhead-transform: magic } } } }'
  throwsCode(
    'document_invalid',
    () => sent(schema, { a: [] }),
    /x-bulkhead-transform must be .*mail.*, not magic/,
  )
})
