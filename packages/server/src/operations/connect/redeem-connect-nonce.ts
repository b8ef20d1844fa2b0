import type { redeemConnectNonce as operation } from '@bulkhead/contract/connect/page'
import type { Input, Output } from '@bulkhead/contract/operation'
import { redeemNonce } from '#connect/page/begin-authorization'
import type { Services } from '#operations/services'
import type { Anyone } from '#request/anyone'
import { WithHeaders } from '#request/with-headers'

/** Begins the authorization of a nonce in the browser that brings it, and binds it to that browser. */
export async function redeemConnectNonce(
  services: Services,
  _: Anyone,
  { body }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const { consent_url, cookie } = await redeemNonce(services, body.nonce)
  return new WithHeaders({ 'set-cookie': cookie, 'cache-control': 'no-store' }, { consent_url })
}
