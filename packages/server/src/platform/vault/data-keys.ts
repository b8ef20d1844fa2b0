import { type KeyObject, randomBytes } from 'node:crypto'
import { keyObject } from './key-object.ts'
import { type Keyring, rewrap } from './keyring.ts'
import { getContext } from './seal.ts'

/** A data key as it is stored: wrapped by the KEK version named. */
export interface WrappedDataKey {
  kek_version: number
  wrapped_dek: Uint8Array
}

/** Owner of a data key: a workspace, or an organization for its OAuth applications. */
export interface DataKeyOwner {
  organization: string
  workspace?: string
}

/** Makes a data key of 256 random bits and returns it wrapped; nothing keeps the open key. */
export function newDataKey(keyring: Keyring, owner: DataKeyOwner): WrappedDataKey {
  const key = randomBytes(32)
  try {
    const { kek_version, wrapped } = keyring.wrap(key, ownerContext(owner))
    return { kek_version, wrapped_dek: wrapped }
  } finally {
    key.fill(0)
  }
}

/** Unwraps a data key; its bytes are left nowhere. @throws SealError when it is another owner's or was changed. */
export function openDataKey(keyring: Keyring, owner: DataKeyOwner, key: WrappedDataKey): KeyObject {
  return keyObject(keyring.unwrap(key.kek_version, key.wrapped_dek, ownerContext(owner)))
}

/** Wraps a data key under the version that wraps now. The open key lives within this call. @throws SealError */
export function rewrapDataKey(keyring: Keyring, owner: DataKeyOwner, key: WrappedDataKey): WrappedDataKey {
  const { kek_version, wrapped } = rewrap(keyring, key.kek_version, key.wrapped_dek, ownerContext(owner))
  return { kek_version, wrapped_dek: wrapped }
}

function ownerContext({ organization, workspace }: DataKeyOwner): Uint8Array {
  return workspace === undefined
    ? getContext('dek', organization)
    : getContext('dek', organization, workspace)
}
