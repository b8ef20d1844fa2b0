import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DocumentFolder } from '#http-matrix/matrix-documents'

/** Definition ids of services that exist only in tests. */
export const LIGHTHOUSE = '3d1f6f0e-8d5c-4b0f-9a51-20c1a5b7e001'
const BUOY = '3d1f6f0e-8d5c-4b0f-9a51-20c1a5b7e002'
export const BEACON = '3d1f6f0e-8d5c-4b0f-9a51-20c1a5b7e003'

export interface ServicePlaces {
  /** Origin of the authorization server. */
  readonly authorization: string
  readonly api: string
}

type Json = Record<string, unknown>

/**
 * Writes the documents of three services: `lighthouse` takes codes and refresh tokens, `buoy` takes a client's own
 * credentials, and the tokens of `beacon` cannot be refreshed.
 *
 * @param change Changes the document of `lighthouse` before it is written.
 */
export function writeOAuthDocuments(
  places: ServicePlaces,
  change: (document: Json) => Json = (document) => document,
): DocumentFolder {
  const path = mkdtempSync(join(tmpdir(), 'bulkhead-documents-'))
  const documents = { lighthouse: change(lighthouse(places)), buoy: buoy(places), beacon: beacon(places) }
  for (const [slug, document] of Object.entries(documents)) {
    mkdirSync(join(path, slug))
    writeFileSync(join(path, slug, 'connector.json'), JSON.stringify(document))
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

function lighthouse({ authorization, api }: ServicePlaces): Json {
  const fields = ['client_id', 'client_secret', 'refresh_token', 'access_token']
  return toDocument('lighthouse', 'Lighthouse', LIGHTHOUSE, api, {
    lighthouseOAuth: {
      type: 'oauth2',
      flows: {
        authorizationCode: {
          authorizationUrl: `${authorization}/auth`,
          tokenUrl: `${authorization}/token`,
          refreshUrl: `${authorization}/token`,
          scopes: { read: 'Reads', write: 'Writes', admin: 'Everything' },
        },
      },
      'x-bulkhead-token-revocation': `${authorization}/token/revocation`,
      'x-airbyte-oauth-scopes': [
        { scope: 'read', mode: 'read', entities: ['lamps'] },
        { scope: 'write', mode: 'read_write', entities: ['lamps'] },
      ],
      'x-airbyte-auth-config': {
        type: 'object',
        title: 'OAuth',
        properties: Object.fromEntries(fields.map((name) => [name, { type: 'string', title: name }])),
        required: ['refresh_token'],
        auth_mapping: Object.fromEntries(fields.map((name) => [name, `\${${name}}`])),
      },
    },
    lighthouseKey: { type: 'http', scheme: 'bearer' },
  })
}

function buoy({ authorization, api }: ServicePlaces): Json {
  return toDocument('buoy', 'Buoy', BUOY, api, {
    buoyClient: {
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: `${authorization}/token`, scopes: {} } },
      'x-airbyte-auth-config': {
        type: 'object',
        properties: { client_id: { type: 'string' }, client_secret: { type: 'string' } },
        required: ['client_id', 'client_secret'],
        auth_mapping: { client_id: '$' + '{client_id}', client_secret: '$' + '{client_secret}' },
      },
    },
  })
}

function beacon({ authorization, api }: ServicePlaces): Json {
  return toDocument('beacon', 'Beacon', BEACON, api, {
    beaconOAuth: {
      type: 'oauth2',
      flows: {
        authorizationCode: {
          authorizationUrl: `${authorization}/auth`,
          tokenUrl: `${authorization}/token`,
          scopes: { read: 'Reads' },
        },
      },
      'x-airbyte-auth-config': {
        type: 'object',
        properties: { access_token: { type: 'string' } },
        required: ['access_token'],
        auth_mapping: { access_token: '$' + '{access_token}' },
      },
    },
  })
}

function toDocument(slug: string, title: string, id: string, api: string, securitySchemes: Json): Json {
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: '1.0.0',
      'x-airbyte-connector-name': slug,
      'x-airbyte-connector-definition-id': id,
      'x-airbyte-external-documentation-urls': [],
      'x-airbyte-retry-config': { max_attempts: 1 },
    },
    servers: [{ url: api }],
    components: { securitySchemes },
    paths: {
      '/lamps': {
        get: {
          'x-airbyte-entity': 'lamps',
          'x-airbyte-action': 'list',
          'x-airbyte-record-extractor': '$.items',
          responses: { 200: { description: 'The lamps' } },
        },
        post: {
          'x-airbyte-entity': 'lamps',
          'x-airbyte-action': 'create',
          requestBody: {
            content: {
              'application/json': { schema: { type: 'object', properties: { name: { type: 'string' } } } },
            },
          },
          responses: { 201: { description: 'The lamp' } },
        },
      },
      '/logs/{id}': {
        get: {
          'x-airbyte-entity': 'logs',
          'x-airbyte-action': 'download',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: { 200: { description: 'The log' } },
        },
      },
    },
  }
}
