import assert from 'node:assert/strict'
import test from 'node:test'
import { isMutation } from '#graphql/compile-graphql'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode, throwsCode } from '../assert-engine-error.ts'
import { json, wire } from './wire.ts'

const QUERY = 'query($team: String!, $n: Int) { boxes(team: $team, first: $n) { nodes { {{ fields }} } } }'
const definition = compile(
  documentWith({
    paths: `
/graphql:listBoxes:
  post:
    x-airbyte-entity: boxes
    x-airbyte-action: list
    x-airbyte-path-override: { path: /graphql }
    x-airbyte-record-extractor: $.data.boxes.nodes
    x-airbyte-meta-extractor: { endCursor: $.data.boxes.pageInfo.endCursor, hasNextPage: $.data.boxes.pageInfo.hasNextPage }
    parameters:
      - { name: team, in: query, required: true, schema: { type: string } }
      - { name: kind, in: query, schema: { type: string, enum: [a, b] } }
      - { name: branch, in: query, schema: { type: string, default: main } }
      - { name: after, in: query, schema: { type: string } }
      - { name: path, in: query, schema: { type: string } }
      - { name: folder, in: query, schema: { type: string, default: '' } }
    requestBody:
      x-airbyte-body-type:
        type: graphql
        query: "${QUERY}"
        variables:
          team: "{{ team }}"
          kind: "{{ kind }}"
          n: "{{ limit }}"
          after: "{{ after }}"
          ref: "heads/{{ branch }}"
          file: "{{ branch }}:{{ path }}"
          files: "{{ branch }}:{{ folder }}"
          version: 3
          nothing: null
          filter: { owner: { eq: "{{ owner }}" }, tags: ["{{ tag }}", fixed], empty: null }
        operationName: Boxes
        default_fields: [id, owner.name.first]
/graphql:updateBox:
  post:
    x-airbyte-entity: boxes
    x-airbyte-action: update
    x-airbyte-path-override: { path: /graphql }
    x-airbyte-record-extractor: $.data.box
    requestBody:
      content: { application/json: { schema: { required: [id], properties: { id: { type: string }, title: { type: string } } } } }
      x-airbyte-body-type:
        type: graphql
        query: "mutation($id: ID!, $assignee: ID, $title: String) { box(id: $id) { id } }"
        variables: { id: "{{ id }}", assignee: "{{ assignee }}", title: "{{ title }}" }
        x-airbyte-nullable-variables: [assignee]
`,
  }),
)
const boxes = { data: { boxes: { nodes: [{ id: 1 }], pageInfo: { endCursor: 'c', hasNextPage: true } } } }
const list = (params: Record<string, unknown>) => ({ entity: 'boxes', action: 'list', params })
const sent = (body: string) => JSON.parse(body)

// Shows GraphQL: variables with types, defaults and composites
test('graphql: variables keep their types, defaults fill placeholders, and absent ones are left out', async () => {
  const { run } = await wire(definition, json(boxes))
  const { arrived, body, result } = await run(list({ team: 'T', limit: 5 }))
  assert.deepEqual([arrived.method, arrived.path], ['POST', '/v2/graphql'])
  assert.equal(arrived.headers['content-type'], 'application/json')
  assert.deepEqual(sent(body), {
    query: QUERY.replace('{{ fields }}', 'id owner { name { first } }'),
    variables: {
      team: 'T',
      n: 5,
      ref: 'heads/main',
      files: 'main:',
      version: 3,
      filter: { owner: {}, tags: ['fixed'], empty: null },
    },
    operationName: 'Boxes',
  })
  assert.deepEqual(result, [{ id: 1 }])
})

// Shows GraphQL: no value is taken for a placeholder
test('graphql: placeholders are filled in one pass, so a value cannot hold another one', async () => {
  const { run } = await wire(definition, json(boxes))
  const { body } = await run(
    list({ team: '{{ branch }}', branch: '{{ path }}', path: 'a/b', owner: 'o', tag: 't' }),
  )
  const { variables } = sent(body)
  assert.equal(variables.team, '{{ branch }}')
  assert.equal(variables.file, '{{ path }}:a/b')
  assert.deepEqual(variables.filter, { owner: { eq: 'o' }, tags: ['t', 'fixed'], empty: null })
})

// Shows GraphQL: the selection
test('graphql: fields select the content of the response', async () => {
  const { run } = await wire(definition, json(boxes))
  const selection = async (fields: unknown) => {
    const { query } = sent((await run(list({ team: 'T', fields }))).body)
    return /nodes \{ (.*) \} \} \}$/.exec(query)?.[1]
  }
  assert.equal(await selection(['id', 'owner.login']), 'id owner { login }')
  assert.equal(await selection('id owner { login }'), 'id owner { login }')
  assert.equal(await selection('id, owner.login'), 'id owner { login }')
  assert.equal(await selection([]), 'id owner { name { first } }')
})

for (const fields of [
  'id } } secrets { key',
  'id } x {',
  '{ id }',
  'id(first: 1)',
  'id @skip',
  '...F',
  '"x"',
  '#',
  'a{}',
  '1a',
  [7],
  'a.',
  { a: 1 },
]) {
  // Shows GraphQL: no injection by the selection
  test(`graphql: the fields ${JSON.stringify(fields)} are refused`, async () => {
    const { run } = await wire(definition, json(boxes))
    await rejectsCode('invalid_parameter', run(list({ team: 'T', fields })), /fields/)
  })
}

// Shows GraphQL: required variables and enums are checked
test('graphql: a missing value, or one outside its enum, is refused before anything is sent', async () => {
  const { run, upstream } = await wire(definition, json(boxes))
  await rejectsCode('missing_parameter', run(list({})), /team/)
  await rejectsCode('invalid_parameter', run(list({ team: 'T', kind: 'c' })), /one of a, b/)
  await rejectsCode(
    'missing_parameter',
    run({ entity: 'boxes', action: 'update', params: { title: 'x' } }),
    /id/,
  )
  assert.equal(upstream.requests.length, 0)
})

// Shows GraphQL: nullable variables
test('graphql: a null is sent only if it is given and the variable is listed', async () => {
  const { run } = await wire(definition, json({ data: { box: { id: 1 } } }))
  const variables = async (params: Record<string, unknown>) =>
    sent((await run({ entity: 'boxes', action: 'update', params })).body).variables
  assert.deepEqual(await variables({ id: '1', assignee: null, title: null }), { id: '1', assignee: null })
  assert.deepEqual(await variables({ id: '1' }), { id: '1' })
})

// Shows GraphQL: errors without data are errors, with data warnings
test('graphql: errors without data are an error, with data a warning', async () => {
  const errors = [{ message: 'no such team' }, { message: 'and more' }]
  const failing = await wire(definition, json({ data: { boxes: null }, errors }))
  const error = await rejectsCode('upstream_status', failing.run(list({ team: 'T' })))
  assert.deepEqual(error.details, { status: 200, upstream_message: 'no such team, and more' })
  const half = await wire(definition, json({ ...boxes, errors }))
  const { result, warnings } = await half.run(list({ team: 'T' }))
  assert.deepEqual([result, warnings], [[{ id: 1 }], ['no such team, and more']])
  const fine = await wire(definition, json({ ...boxes, errors: [] }))
  assert.equal((await fine.run(list({ team: 'T' }))).warnings, undefined)
})

// Shows GraphQL: pages
test('graphql: pages go on by end_cursor', async () => {
  const { run } = await wire(definition, json(boxes))
  const first = await run(list({ team: 'T' }))
  assert.equal(first.connector_metadata?.has_next_page, true)
  const second = await run(list({ team: 'T', cursor: first.connector_metadata?.end_cursor }))
  assert.equal(sent(second.body).variables.after, 'c')
})

test('graphql: a mutation is found whatever surrounds it', () => {
  const yes = [
    'mutation { a }',
    ' # query\nmutation M($a: A) { a }',
    'query { a } mutation { b }',
    'subscription { a }',
  ]
  const no = [
    '{ mutation }',
    'query mutation { a }',
    '# mutation\n{ a }',
    'query { a(b: "mutation {") }',
    '"""\nmutation { a } """ query { b }',
    'fragment F on A { mutation } query { a }',
  ]
  for (const text of yes) assert.equal(isMutation(text), true, text)
  for (const text of no) assert.equal(isMutation(text), false, text)
})

// Shows Effects: a mutation is never a read
test('graphql: a document whose list is a mutation is refused', () => {
  const paths = `
/graphql:
  post:
    x-airbyte-entity: boxes
    x-airbyte-action: list
    requestBody: { x-airbyte-body-type: { type: graphql, query: "mutation { a }" } }
`
  throwsCode('document_invalid', () => compile(documentWith({ paths })), /a GraphQL mutation is never a read/)
})
