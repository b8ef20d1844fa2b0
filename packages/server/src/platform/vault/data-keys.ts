import { type KeyObject, randomBytes } from 'node:crypto'
import { keyObject } from './key-object.ts'
import { type Keyring, rewrap } from './keyring.ts'
import { getContext } from './seal.ts'

/** Data key as it is stored, wrapped by the named KEK version. */
export interface WrappedDataKey {
  kek_version: number
  wrapped_dek: Uint8Array
}

/** Owner of a data key: a workspace, or an organization for its OAuth applications. */
export interface DataKeyOwner {
  organization: string
  workspace?: string
}

/** Creates a data key of 256 random bits and returns it wrapped. The open key is not kept. */
export function newDataKey(keyring: Keyring, owner: DataKeyOwner): WrappedDataKey {
  const key = randomBytes(32)
  try {
    const { kek_version, wrapped } = keyring.wrap(key, ownerContext(owner))
    return { kek_version, wrapped_dek: wrapped }
  } finally {
    key.fill(0)
  }
}

/** Unwraps a data key and wipes its bytes. @throws SealError if it belongs to another owner or was changed. */
export function openDataKey(keyring: Keyring, owner: DataKeyOwner, key: WrappedDataKey): KeyObject {
  return keyObject(keyring.unwrap(key.kek_version, key.wrapped_dek, ownerContext(owner)))
}

/** Wraps a data key again under the current KEK version. The open key lives only within this call. @throws SealError */
export function rewrapDataKey(keyring: Keyring, owner: DataKeyOwner, key: WrappedDataKey): WrappedDataKey {
  const { kek_version, wrapped } = rewrap(keyring, key.kek_version, key.wrapped_dek, ownerContext(owner))
  return { kek_version, wrapped_dek: wrapped }
}

function ownerContext({ organization, workspace }: DataKeyOwner): Uint8Array {
  return workspace === undefined
    ? getContext('dek', organization)
    : getContext('dek', organization, workspace)
}
