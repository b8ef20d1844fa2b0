import { BulkheadError } from '@bulkhead/contract/errors'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Services } from '#operations/services'
import { endLoggedOut } from '#people/logout/end-logged-out'
import { verifyLogoutToken } from '#people/logout/verify-logout-token'
import { readEnabledProvider } from '#people/providers/enabled-provider'

const MAX_BODY_BYTES = 32 * 1024

/** Serves OpenID Connect Back-Channel Logout 1.0: a provider reports that a person signed out there. */
export async function serveBackChannelLogout(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
      (_request, body, done) => done(null, body),
    )
    scope.post('/auth/providers/:provider_id/logout', async (request, reply) => {
      const { provider_id } = request.params as { provider_id: string }
      const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
      const done = await services.signInAttempts.attemptElsewhere(request.ip, async () => {
        try {
          const provider = await readEnabledProvider(services, provider_id)
          const logout = await verifyLogoutToken(services, provider, form.get('logout_token') ?? '')
          if (logout === undefined) return undefined
          return (await endLoggedOut(services, provider, logout, request.id)) ? true : undefined
        } catch (error) {
          if (!(error instanceof BulkheadError) || !REFUSED.has(error.code)) throw error
          return undefined
        }
      })
      return done === undefined ? refuse(reply) : reply.code(200).send()
    })
  })
}

/** Codes that are all reported as an invalid token, so that a stranger learns nothing more. */
const REFUSED: ReadonlySet<string> = new Set(['provider_not_found', 'provider_failed'])

function refuse(reply: FastifyReply): FastifyReply {
  return reply.code(400).send({
    error: 'invalid_request',
    error_description: 'The logout token is not valid for this provider, or was used already.',
  })
}
