import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { createApplicationToken as operation } from '@bulkhead/contract/tokens'
import type { Anyone } from '#access/request/anyone'
import { APPLICATION_TOKEN_SECONDS } from '#access/tokens/claims'
import { issueToken } from '#access/tokens/issue-token'
import { readEpochs } from '#access/tokens/read-epochs'
import { verifyClient } from '#access/tokens/verify-client'
import type { Services } from '../services.ts'

/** Exchanges client credentials for a token of the whole organization. */
export async function createApplicationToken(
  services: Services,
  { address }: Anyone,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const client = await verifyClient(
    services.database,
    services.failureLimiter,
    address,
    body.client_id,
    body.client_secret,
  )
  const epochs = await readEpochs(services.database, client)
  if (epochs === undefined)
    throw new BulkheadError('invalid_client', 'The client id or the client secret is wrong.')
  const access_token = issueToken(
    services.signingKeys,
    { issuer: services.issuer, audience: [services.audience, services.mcpResource] },
    {
      sub: client.application,
      secret_id: client.secret,
      client_id: client.client_id,
      organization_id: client.organization,
      epochs,
    },
    APPLICATION_TOKEN_SECONDS,
  )
  await services.applicationUses.record(client)
  return {
    access_token,
    token_type: 'bearer',
    expires_in: APPLICATION_TOKEN_SECONDS,
    organization_id: client.organization,
  }
}
