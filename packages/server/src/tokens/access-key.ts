import { KEY_PREFIX } from '@bulkhead/contract/workspaces/keys'
import { createTokenForm } from './stored-token.ts'

/** Makes keys of workspaces, and hashes them for storage. */
export const { create: createAccessKey, hash: hashAccessKey } = createTokenForm(KEY_PREFIX)

/** Whether a bearer token is a key, or wants to be one. */
export function isAccessKey(token: string): boolean {
  return token.startsWith(KEY_PREFIX)
}
