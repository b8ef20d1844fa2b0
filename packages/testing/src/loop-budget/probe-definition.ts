import type { Action, Definition, Operation } from '@bulkhead/engine'
import { compileDefinition, loadDocument } from '@bulkhead/engine/document'

const DOCUMENT = `
openapi: 3.1.0
info:
  title: Budget API Connector
  version: 1.0.0
  x-airbyte-connector-name: budget
  x-airbyte-connector-definition-id: 5f0c2c1e-0000-4000-8000-0000000000bb
  x-airbyte-external-documentation-urls: []
servers: [{ url: https://api.budget.example/v2 }]
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
paths:
  /lists/{id}:
    get:
      x-airbyte-entity: lists
      x-airbyte-action: list
      x-airbyte-meta-extractor: { next: "@link.next" }
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: q, in: query, schema: {} }
        - { name: deep, in: query, style: deepObject, schema: {} }
        - { name: kinds, in: query, schema: { type: array, items: { type: string, enum: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, x] } } }
        - { name: numbers, in: query, schema: { type: array, items: { type: integer, enum: [9, 8, 7, 6, 5, 4, 3, 2, 42, 1] } } }
        - { name: X-Note, in: header, schema: { type: string } }
  /reshaped:
    get:
      x-airbyte-entity: reshaped
      x-airbyte-action: list
      x-airbyte-record-extractor: $[*]
      x-airbyte-record-transform: { id: "{{ record.id }}", name: "{{ record.name | replace('a', 'b') | upper }}" }
      x-airbyte-record-filter: "{{ record.id != '3' }}"
  /inner:
    get:
      x-airbyte-entity: inner
      x-airbyte-action: list
      x-airbyte-record-extractor: $.items
      x-airbyte-error-check: { field: ok, on_value: false, message_field: error }
  /one:
    get: { x-airbyte-entity: one, x-airbyte-action: get }
  /json:
    post:
      x-airbyte-entity: json
      x-airbyte-action: create
      requestBody: { content: { application/json: { schema: { properties: { value: {} } } } } }
  /forms:
    post:
      x-airbyte-entity: forms
      x-airbyte-action: create
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { properties: { value: {} } } } } }
  /files:
    post:
      x-airbyte-entity: files
      x-airbyte-action: create
      requestBody:
        content:
          multipart/form-data:
            schema: { properties: { value: {}, file: { type: string, format: binary } } }
  /graphql:things:
    post:
      x-airbyte-entity: things
      x-airbyte-action: list
      x-airbyte-path-override: { path: /graphql }
      x-airbyte-record-extractor: $.data.things
      requestBody:
        x-airbyte-body-type:
          type: graphql
          query: "query($name: String) { things(name: $name) { {{ fields }} } }"
          variables: { name: "{{ name }}", text: "x {{ name }}" }
          default_fields: [id]
`

/** Definition with an operation for every way to plan a request and to read a response. */
export const probeDefinition: Definition = compileDefinition(loadDocument(DOCUMENT, 'budget/connector.yaml'))

/** Returns an operation of {@link probeDefinition}. */
export function probeOperation(entity: string, action: Action): Operation {
  const operation = probeDefinition.entities.get(entity)?.get(action)
  if (operation === undefined) throw new TypeError(`The definition has no ${entity} ${action}.`)
  return operation
}
