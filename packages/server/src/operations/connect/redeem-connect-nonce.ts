import type { redeemConnectNonce as operation } from '@bulkhead/contract/connect/page'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { Anyone } from '#access/request/anyone'
import { WithHeaders } from '#access/request/with-headers'
import { redeemNonce } from '#connect/page/begin-authorization'
import type { Services } from '../services.ts'

/** Begins the authorization of a nonce in the browser that brings it, and binds it to that browser. */
export async function redeemConnectNonce(
  services: Services,
  _: Anyone,
  { body }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const { consent_url, cookie } = await redeemNonce(services, body.nonce)
  return new WithHeaders({ 'set-cookie': cookie, 'cache-control': 'no-store' }, { consent_url })
}
