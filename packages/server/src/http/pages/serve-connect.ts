import { fileURLToPath } from 'node:url'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AppFile, readApp } from './read-app.ts'
import { sendFile } from './send-file.ts'

/** Folder of the connect page that `npm install` builds. */
export const CONNECT_DIRECTORY: string = fileURLToPath(
  new URL('../../../../connect-page/dist', import.meta.url),
)
/** Folder of the built script that opens the page. */
const SCRIPT_DIRECTORY = fileURLToPath(new URL('../../../../connect/dist', import.meta.url))

const COMMON_HEADERS = {
  'referrer-policy': 'no-referrer',
  // Pages that embed the widget may require this header of everything that they load.
  'cross-origin-resource-policy': 'cross-origin',
}
const LOGO_NAME = /^([0-9a-f]{64})\.png$/

interface ConnectLookups {
  /** Returns the origins that may frame the page of a session: none if the session is unknown or has ended. */
  getFrameAncestors(session_id: string): Promise<readonly string[]>
  /** Returns the origins that may frame the widget at a URL with this query. */
  getWidgetAncestors(query: URLSearchParams): Promise<readonly string[]>
  readLogo(sha256: string): Promise<Uint8Array | undefined>
}

/**
 * Serves the connect page at `/connect/<session id>`, `/widget` and `/widget-bridge`. The content is the same for every
 * id. Only the policy in its headers depends on the id, and says which pages may frame it.
 */
export function serveConnect(app: FastifyInstance, lookups: ConnectLookups, directory: string): void {
  const files = readApp(directory)
  const page = files.get('/index.html')
  for (const [path, file] of files) {
    if (file !== page) {
      app.get(`/connect${path}`, { exposeHeadRoute: true }, (request, reply) =>
        sendFile(request, reply, file, COMMON_HEADERS),
      )
    }
  }
  app.get('/connect', (request, reply) => sendPage(request, reply, page, []))
  app.get('/connect/begin', (request, reply) => sendPage(request, reply, page, []))
  app.get<{ Params: { session_id: string } }>('/connect/:session_id', async (request, reply) =>
    sendPage(request, reply, page, await lookups.getFrameAncestors(request.params.session_id)),
  )
  for (const path of ['/widget', '/widget-bridge']) {
    app.get(path, async (request, reply) => {
      const { searchParams } = new URL(request.url, 'http://localhost')
      return sendPage(request, reply, page, await lookups.getWidgetAncestors(searchParams))
    })
  }
  app.get<{ Params: { file: string } }>('/connect/logo/:file', async (request, reply) => {
    const [, sha256] = LOGO_NAME.exec(request.params.file) ?? []
    const logo = sha256 === undefined ? undefined : await lookups.readLogo(sha256)
    if (logo === undefined) throw new BulkheadError('route_not_found', 'There is no such logo. See /docs.')
    return reply
      .headers({ ...COMMON_HEADERS, 'cache-control': 'public, max-age=31536000, immutable' })
      .type('image/png')
      .send(Buffer.from(logo))
  })
  const script = readApp(SCRIPT_DIRECTORY).get('/browser.js')
  if (script !== undefined) {
    // Pages check the integrity of the script, which requires permission to read it.
    const headers = { ...COMMON_HEADERS, 'access-control-allow-origin': '*' }
    app.get('/connect.js', { exposeHeadRoute: true }, (request, reply) =>
      sendFile(request, reply, script, headers),
    )
  }
}

function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: AppFile | undefined,
  ancestors: readonly string[],
) {
  if (page === undefined) {
    throw new BulkheadError('route_not_found', 'The connect page is not built. Run npm install.')
  }
  return sendFile(request, reply, page, {
    ...COMMON_HEADERS,
    ...(ancestors.length === 0 && { 'x-frame-options': 'DENY' }),
    'content-security-policy': toPolicy(ancestors),
    // A popup must be able to reach the page that opened it.
    'cross-origin-opener-policy': 'unsafe-none',
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
  })
}

/** Returns a policy without external or inline content. Only these origins may frame the page. */
function toPolicy(ancestors: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(' ')}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}
