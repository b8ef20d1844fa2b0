import { BulkheadError } from '@bulkhead/contract/errors'
import type { FastifyInstance } from 'fastify'

interface Dependencies {
  readonly issuer: string
  readonly callbackOrigin: string
}

/** Callbacks of OAuth. Their names are slugs or ids. */
const CALLBACK = /^\/api\/v1\/oauth\/callback\/[\w-]+\/?(\?|$)/
/** Load balancers and `bulkhead doctor` ask for it by any name. */
const HEALTH = /^\/health\//

/**
 * Sends browsers that come back from a service at the callback domain on to the public URL, where the cookie is that binds
 * the authorization to its browser. No page and no other operation is served at that domain.
 */
export function serveCallbackDomain(app: FastifyInstance, { issuer, callbackOrigin }: Dependencies): void {
  const { protocol, host } = new URL(callbackOrigin)
  if (host === new URL(issuer).host) return
  app.addHook('onRequest', (request, reply, done) => {
    const { method, url } = request
    if (URL.parse(`${protocol}//${request.host}`)?.host !== host || HEALTH.test(url)) return done()
    if (method === 'GET' && CALLBACK.test(url)) {
      // The address has a code in it.
      reply.header('referrer-policy', 'no-referrer').redirect(issuer + url, 302)
      return
    }
    done(
      new BulkheadError(
        'route_not_found',
        'This domain is for callbacks of OAuth alone. Call the public URL of this server.',
      ),
    )
  })
}
