import { KEY_PREFIX } from '@bulkhead/contract/workspaces/keys'
import { createTokenForm } from './stored-token.ts'

/** Creates keys of workspaces, and hashes them for storage. */
export const { create: createAccessKey, hash: hashAccessKey } = createTokenForm(KEY_PREFIX)

/** Returns whether a bearer token has the prefix of a key. */
export function isAccessKey(token: string): boolean {
  return token.startsWith(KEY_PREFIX)
}
