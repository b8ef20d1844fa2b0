import { compileDefinition } from '#compile/compile-definition'
import { loadDocument } from '#document/load-document'
import type { Definition } from '#model/definition'
import { type Call, planRequest } from '#plan/plan-request'

const INFO = `
openapi: 3.1.0
info:
  title: Acme API Connector
  version: 1.0.0
  x-airbyte-connector-name: acme
  x-airbyte-connector-definition-id: 5f0c2c1e-0000-4000-8000-000000000001
  x-airbyte-external-documentation-urls: []`

/** Returns a document with these parts. The rest is as plain as possible. */
export function documentWith(parts: {
  info?: string
  servers?: string
  schemes?: string
  schemas?: string
  paths?: string
}): string {
  return `${INFO}
${indent(parts.info ?? '', 2)}
servers:
${indent(parts.servers ?? '- url: https://api.acme.example/v2', 2)}
components:
  securitySchemes:
${indent(parts.schemes ?? 'token: { type: http, scheme: bearer }', 4)}
  schemas:
${indent(parts.schemas ?? '{}', 4)}
paths:
${indent(parts.paths ?? WIDGETS, 2)}
`
}

export const WIDGETS = `
/widgets:
  get:
    x-airbyte-entity: widgets
    x-airbyte-action: list
    x-airbyte-record-extractor: $.items
    x-airbyte-meta-extractor: { next: $.next, link: "@link.next", total: "@header.X-Total" }
    parameters:
      - { name: cursor, in: query, schema: { type: string } }
      - { name: state, in: query, schema: { type: string, enum: [open, closed] } }
      - { name: "tag[]", in: query, schema: { type: array, items: { type: string } } }
  post:
    x-airbyte-entity: widgets
    x-airbyte-action: create
    requestBody:
      required: true
      content: { application/json: { schema: { $ref: "#/components/schemas/NewWidget" } } }
/widgets/{id}:
  get:
    x-airbyte-entity: widgets
    x-airbyte-action: get
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
  delete:
    x-airbyte-entity: widgets
    x-airbyte-action: delete
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
`

export const NEW_WIDGET = `
NewWidget:
  type: object
  required: [name]
  properties:
    name: { type: string }
    size: { type: string, enum: [small, large], default: small }
    parts: { type: array, items: { type: string } }
    note: { type: [string, "null"] }
`

export function compile(text: string): Definition {
  return compileDefinition(loadDocument(text, 'acme/connector.yaml'))
}

export const acme = compile(documentWith({ schemas: NEW_WIDGET }))

/** Plans a call of a definition whose first option takes a bearer token. */
export function plan(definition: Definition, call: Call, settings: Record<string, string> = {}) {
  const [auth_option] = definition.auth_options
  if (auth_option === undefined) throw new Error('the document has no auth option')
  return planRequest(
    {
      definition,
      base_url: new URL('https://api.acme.example/v2'),
      settings,
      auth_option,
      credentials: { token: 'K' },
    },
    call,
  )
}

function indent(text: string, spaces: number): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(spaces) + line))
    .join('\n')
}
