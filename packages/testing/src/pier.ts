import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ScriptedUpstream, startScriptedUpstream } from './scripted-upstream.ts'

/** Definition of `pier`, which takes a key and returns the name of its account. */
export const PIER = '7a4c2f10-93d1-4c55-8f0a-3f6d7d1f0a01'
/** Key of an account at `pier`: `key-of-<account>`. Others are refused. */
export const keyOf = (account: string): string => `key-of-${account}-0123456789`

/** The service `pier`, whose keys name their account. */
export interface Pier {
  readonly upstream: ScriptedUpstream
  /** Value for `BULKHEAD_CONNECTORS_DIR`. */
  readonly documents: string
  close(): Promise<void>
}

export async function startPier(): Promise<Pier> {
  const upstream = await startScriptedUpstream()
  upstream.respond(({ url, headers }, response) => {
    const account = /^Bearer key-of-(.+)-0123456789$/.exec(headers.authorization ?? '')?.[1]
    const status = account === undefined ? 401 : account === 'nobody' ? 403 : 200
    const body = url.startsWith('/me') ? { id: `id-${account}`, login: account } : { items: [] }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const documents = writePier(upstream.url)
  return {
    upstream,
    documents,
    async close() {
      await upstream.close()
      rmSync(documents, { recursive: true, force: true })
    },
  }
}

/**
 * Enters the key of an account at a connect link, as its page does.
 *
 * @param server URL of the server.
 * @returns The confirmation code, which only the browser has.
 */
export async function giveKey(server: string, link: string, account: string): Promise<string> {
  const code = randomBytes(32).toString('base64url')
  const response = await fetch(new URL('/api/v1/connect/session/credentials', server), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${new URL(link).hash.slice(1)}`,
    },
    body: JSON.stringify({
      definition_id: PIER,
      option: 'pierKey',
      configuration: { token: keyOf(account) },
      confirmation_hash: createHash('sha256').update(code).digest('base64url'),
    }),
  })
  if (response.status !== 200)
    throw new Error(`the page answered ${response.status}: ${await response.text()}`)
  return code
}

function writePier(api: string): string {
  const path = mkdtempSync(join(tmpdir(), 'bulkhead-documents-'))
  const get = (entity: string, action: string, more: object = {}) => ({
    'x-airbyte-entity': entity,
    'x-airbyte-action': action,
    ...more,
    responses: { 200: { description: 'Fine' } },
  })
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Pier',
      version: '1.0.0',
      'x-airbyte-connector-name': 'pier',
      'x-airbyte-connector-definition-id': PIER,
      'x-airbyte-external-documentation-urls': [],
      'x-airbyte-retry-config': { max_attempts: 1 },
      'x-bulkhead-identity': {
        entity: 'me',
        action: 'get',
        id: '{{ record.id }}',
        name: '{{ record.login }}',
      },
    },
    servers: [{ url: api }],
    components: {
      securitySchemes: {
        pierKey: {
          type: 'http',
          scheme: 'bearer',
          'x-airbyte-auth-config': {
            title: 'Key',
            type: 'object',
            properties: { token: { type: 'string', title: 'Key' } },
            required: ['token'],
            auth_mapping: { token: '$' + '{token}' },
          },
        },
      },
    },
    paths: {
      '/boats': {
        get: get('boats', 'list', { 'x-airbyte-record-extractor': '$.items' }),
        post: get('boats', 'create'),
      },
      '/me': { get: get('me', 'get') },
    },
  }
  mkdirSync(join(path, 'pier'))
  writeFileSync(join(path, 'pier', 'connector.json'), JSON.stringify(document))
  return path
}
