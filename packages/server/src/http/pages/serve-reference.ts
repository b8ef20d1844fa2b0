import { openApiDocument } from '@bulkhead/contract/openapi'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { REFERENCE_SCRIPT, REFERENCE_STYLE } from './reference-theme.ts'

/** Serves a readable page of the API at `/docs`, from this server alone. */
export async function serveReference(app: FastifyInstance, version: string): Promise<void> {
  // The page is of this server: there is none to choose.
  const { servers: _, ...document } = openApiDocument(version)
  await app.register(swagger, { mode: 'static', specification: { document: document as never } })
  await app.register(async (pages) => {
    pages.addHook('onSend', async (_request, reply) => void reply.headers(PAGE_HEADERS))
    await pages.register(swaggerUi, {
      routePrefix: '/docs',
      uiConfig: {
        // Without the bar that loads documents from elsewhere.
        layout: 'BaseLayout',
        // Links inside of buttons are out of reach for a screen reader.
        deepLinking: false,
        docExpansion: 'list',
        defaultModelsExpandDepth: 0,
        tryItOutEnabled: true,
        persistAuthorization: false,
      },
      theme: {
        title: 'Bulkhead API',
        css: [{ filename: 'bulkhead.css', content: REFERENCE_STYLE }],
        js: [{ filename: 'bulkhead.js', content: REFERENCE_SCRIPT }],
      },
    })
  })
}

/** The page shares its origin with the web app, and so its sessions. */
const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
}
