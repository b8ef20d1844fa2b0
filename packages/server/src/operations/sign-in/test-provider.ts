import { randomBytes } from 'node:crypto'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { testProvider as operation } from '@bulkhead/contract/people/providers'
import type { RequestContext } from '#access/request/principal'
import { WithHeaders } from '#access/request/with-headers'
import { beginFlow } from '#people/providers/begin-flow'
import { openProvider } from '#people/providers/provider-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Services } from '../services.ts'

/**
 * Reads the settings of a provider, and returns a URL at which a browser shows the claims that come. Signs nobody in.
 */
export async function testProvider(
  services: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const provider = await asPrincipal(services.database, context, 'read only', (tx) =>
    openProvider(tx, services.keyring, params.provider_id),
  )
  const test_id = randomBytes(24).toString('base64url')
  const { authorization_url, cookie, client } = await beginFlow(services, provider, { kind: 'test', test_id })
  const { authorization_endpoint, token_endpoint, jwks_uri, end_session_endpoint } = client.serverMetadata()
  return new WithHeaders(
    { 'set-cookie': cookie },
    {
      test_id,
      authorization_url,
      endpoints: {
        authorization: authorization_endpoint ?? '',
        token: token_endpoint ?? '',
        keys: jwks_uri ?? '',
        sign_out: end_session_endpoint ?? null,
      },
    },
  )
}
