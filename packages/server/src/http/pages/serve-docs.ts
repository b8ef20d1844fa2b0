import { fileURLToPath } from 'node:url'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readApp } from './read-app.ts'
import { sendFile } from './send-file.ts'

/** Folder of the documentation that `npm install` builds. */
const DOCS_DIRECTORY = fileURLToPath(new URL('../../../../docs/dist', import.meta.url))

/** Headers of the pages. They share the origin of the web app, and so its sessions. */
const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** Path of the page for browsers at a URL without a page. */
const NOT_FOUND = '/not-found'

/** Serves the documentation at `/docs`, from memory and by exact path. Its files are read at the first request. */
export function serveDocs(app: FastifyInstance): void {
  let files: ReturnType<typeof readApp> | undefined
  const respond = (request: FastifyRequest, reply: FastifyReply) => {
    files ??= readApp(DOCS_DIRECTORY)
    const path = request.url.split('?', 1)[0]?.slice('/docs'.length).replace(/\/$/, '') ?? ''
    const file = files.get(path === '' ? '/index.html' : path) ?? files.get(`${path}.html`)
    if (file === undefined || path === NOT_FOUND) {
      const page = files.get(`${NOT_FOUND}.html`)
      if (page !== undefined && (request.headers.accept ?? '').includes('text/html'))
        return sendFile(request, reply.code(404), page, PAGE_HEADERS)
      const reason =
        files.size === 0 ? 'The documentation is not built. Run npm install.' : 'There is no such page.'
      throw new BulkheadError('route_not_found', `${reason} See /docs.`)
    }
    return sendFile(request, reply, file, PAGE_HEADERS)
  }
  app.get('/docs', { exposeHeadRoute: true }, respond)
  app.get('/docs/*', { exposeHeadRoute: true }, respond)
}
