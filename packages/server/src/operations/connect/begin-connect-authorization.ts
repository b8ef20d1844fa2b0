import type { beginConnectAuthorization as operation } from '@bulkhead/contract/connect/page'
import type { Input, Output } from '@bulkhead/contract/operation'
import { beginAttempt } from '#connect/page/attempt'
import { prepareAuthorization } from '#connect/page/begin-authorization'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'

/** Prepares an authorization at a service. Returns the nonce with which a page of this server begins it. */
export async function beginConnectAuthorization(
  services: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const attempt = await beginAttempt(services, context, body)
  const { configuration, confirmation_hash } = body
  return {
    nonce: await prepareAuthorization(services, context, attempt, configuration ?? {}, confirmation_hash),
  }
}
