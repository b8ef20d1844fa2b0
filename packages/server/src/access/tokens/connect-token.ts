import { CONNECT_TOKEN_PREFIX } from '@bulkhead/contract/connect/sessions'
import { createTokenForm } from './stored-token.ts'

/** Creates tokens of connect links, and hashes them for storage. */
export const { create: createConnectToken, hash: hashConnectToken } = createTokenForm(CONNECT_TOKEN_PREFIX)
