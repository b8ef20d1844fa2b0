import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readApp } from './read-app.ts'
import { sendFile } from './send-file.ts'

/** First segments of paths that the server handles itself. They are never pages of the web app. */
export const SERVER_PATHS: readonly string[] = [
  'api',
  'auth',
  'connect',
  'connect.js',
  'docs',
  'health',
  'icons',
  'mcp',
  'metrics',
  'oauth',
  'openapi.json',
  'scim',
  'widget',
  'widget-bridge',
  '.well-known',
]

// Own code: `@fastify/helmet` has no `permissions-policy`, and all of its own headers would have to be overridden here.

/** Folder of the app that `npm install` builds. */
export const APP_DIRECTORY: string = fileURLToPath(new URL('../../../../web/dist', import.meta.url))

/** Content security policy without external, inline or framed content. Scripts in injected markup do not run. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const PAGE_HEADERS = {
  'content-security-policy': POLICY,
  'x-frame-options': 'DENY',
  // Requests of our own pages must state their origin for the protection against forged requests.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** First segments of paths that are never pages of the app, whatever the browser accepts. */
const NOT_PAGES: readonly string[] = ['assets', ...SERVER_PATHS]

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Bulkhead</title>
<h1>The web app is not built</h1>
<p>The API works. To have the app, run <code>npm install</code> (or <code>npm run build -w packages/web</code>) where Bulkhead
was installed, and start it again.</p>
<p><a href="/docs">API reference</a></p>
</html>
`

/** Web app served at `/`. */
export interface ServedApp {
  /** Responds with the app if a browser opens a page that only the app knows. @returns Whether it responded. */
  respondPage(request: FastifyRequest, reply: FastifyReply): boolean
}

/** Serves the files of the app from memory and by exact path, with headers that restrict the browser. */
export function serveApp(app: FastifyInstance, directory: string): ServedApp {
  const files = readApp(directory)
  const index = files.get('/index.html')

  for (const [path, file] of files) {
    app.get(path, { exposeHeadRoute: true }, (request, reply) => sendFile(request, reply, file, PAGE_HEADERS))
  }
  app.get('/', { exposeHeadRoute: true }, (request, reply) => sendIndex(request, reply))

  async function sendIndex(request: FastifyRequest, reply: FastifyReply) {
    if (index !== undefined) return sendFile(request, reply, index, PAGE_HEADERS)
    return reply
      .code(503)
      .headers({ ...PAGE_HEADERS, 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(NOT_BUILT)
  }

  return {
    respondPage(request, reply) {
      if (!isPage(request)) return false
      void sendIndex(request, reply)
      return true
    },
  }
}

function isPage({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  const [first = ''] = url.slice(1).split(/[/?#]/, 1)
  return !NOT_PAGES.includes(first.toLowerCase()) && (headers.accept ?? '').includes('text/html')
}
