import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { augmentSdk } from '@bulkhead/engine/declare'
import { compileDefinition, loadDocument } from '@bulkhead/engine/document'

const root = join(import.meta.dirname, '..', '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-types-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const DOCUMENT = `
openapi: 3.1.0
info:
  title: Acme
  version: 1.0.0
  description: "Widgets. */ export const escaped = 1 /*"
  x-airbyte-connector-name: acme-widgets
  x-airbyte-connector-definition-id: 5f0c2c1e-0000-4000-8000-000000000001
  x-airbyte-external-documentation-urls: []
servers: [{ url: https://acme.example }]
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Widget:
      type: object
      properties:
        id: { type: string }
        "odd name": { type: [integer, "null"] }
        parts: { type: array, items: { $ref: "#/components/schemas/Part" } }
    Part: { type: object, required: [name], properties: { name: { type: string } } }
paths:
  /widgets:
    get:
      x-airbyte-entity: widgets
      x-airbyte-action: list
      x-airbyte-record-extractor: $.result.items
      parameters: [{ name: "filter[size]", in: query, schema: { type: string, enum: [small, large] } }]
      responses:
        "200":
          description: Widgets
          content:
            application/json:
              schema:
                type: object
                properties:
                  result: { type: object, properties: { items: { type: array, items: { $ref: "#/components/schemas/Widget" } } } }
  /widgets/{id}:
    get:
      x-airbyte-entity: widgets
      x-airbyte-action: get
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: Nothing is said of it } }
  /status:
    get:
      x-airbyte-entity: status
      x-airbyte-action: get
      responses: { "200": { description: How it is } }
  /records/{id}/file:
    get:
      x-airbyte-entity: records
      x-airbyte-action: download
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: A file } }
`

const USE = `
import { Bulkhead, type Connectors, type RecordOf } from '@bulkhead/sdk'

const acme = await new Bulkhead().workspace().connect('acme-widgets')
for await (const widget of acme.widgets.list({ 'filter[size]': 'small' })) {
  const name: string | undefined = widget.parts?.[0]?.name
  const odd: number | null | undefined = widget['odd name']
  console.log(name, odd)
}
const one: Record<string, unknown> = await acme.widgets.get({ id: '1' })
const bytes: Uint8Array = await (await acme.records.download({ id: '1', range_header: 'bytes=0-1' })).bytes()
await acme.status.get()
const known: keyof Connectors = 'github'
type Widget = RecordOf<'acme-widgets', 'widgets', 'list'>
export const all: [Record<string, unknown>, Uint8Array, string, Widget] = [one, bytes, known, { id: '1' }]
`

/** Returns the compiler errors of a file that uses the SDK with the generated declarations. */
function compile(use: string): string {
  const definition = compileDefinition(loadDocument(DOCUMENT, 'acme/connector.yaml'))
  writeFileSync(join(folder, 'acme.d.ts'), augmentSdk(definition))
  writeFileSync(join(folder, 'use.ts'), use)
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'nodenext',
        target: 'es2022',
        types: [],
        lib: ['es2022', 'dom', 'esnext.disposable'],
        allowImportingTsExtensions: true,
        paths: { '@bulkhead/sdk': [join(root, 'packages/sdk/src/index.ts')] },
      },
      files: ['acme.d.ts', 'use.ts'],
    }),
  )
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const compiler = join(root, 'node_modules/.bin/tsc')
  const { stdout, stderr } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' })
  return `${stdout}${stderr}`
}

test('declarations of an own document make the SDK know it', () => {
  assert.equal(compile(USE), '')
})

test('with them a wrong parameter does not compile', () => {
  const said = compile(USE.replace("'small' }", "'huge' }"))
  assert.match(said, /use\.ts.*error TS2322.*"huge"/)
})
