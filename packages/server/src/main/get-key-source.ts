import type { KeySource } from '#platform/vault/load-keyring'
import { createRemoteKeys, type RemoteKeys, type RemoteKeyTimes } from '#platform/vault/remote-keys'
import type { Settings } from './settings.ts'

/** Returns the key's location from the settings. */
export async function getKeySource(
  {
    key,
    keyFile,
    databaseUrl,
    dataDirectory,
    transit,
  }: Pick<Settings, 'key' | 'keyFile' | 'databaseUrl' | 'dataDirectory' | 'transit'>,
  times?: Partial<RemoteKeyTimes>,
): Promise<KeySource> {
  const remoteKeys = await createTransitKeys(transit, times)
  return {
    ...(key !== undefined && { key }),
    ...(keyFile !== undefined && { keyFile }),
    ...(databaseUrl === undefined && { directory: dataDirectory }),
    ...(remoteKeys !== undefined && { remoteKeys }),
  }
}

/**
 * Returns the holder of the keys that the transit engine keeps. Undefined if none is set up. Its code is loaded only if
 * one is.
 */
async function createTransitKeys(
  transit: Settings['transit'],
  times?: Partial<RemoteKeyTimes>,
): Promise<RemoteKeys | undefined> {
  if (transit === undefined) return undefined
  const { createTransitProvider } = await import('#platform/vault/transit/transit-provider')
  return createRemoteKeys(createTransitProvider(transit), times)
}
