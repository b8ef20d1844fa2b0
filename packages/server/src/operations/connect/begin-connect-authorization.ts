import type { beginConnectAuthorization as operation } from '@bulkhead/contract/connect/page'
import { beginAttempt } from '#connect/page/attempt'
import { prepareAuthorization } from '#connect/page/begin-authorization'
import type { Handler } from '../handler.ts'

/** Prepares an authorization at a service. Returns the nonce with which a page of this server begins it. */
export const beginConnectAuthorization: Handler<typeof operation> = async (services, context, { body }) => {
  const attempt = await beginAttempt(services, context, body)
  const { configuration, confirmation_hash } = body
  return {
    nonce: await prepareAuthorization(services, context, attempt, configuration ?? {}, confirmation_hash),
  }
}
