import type { KeySource } from '#platform/vault/load-keyring'
import type { Settings } from './settings.ts'

/** Returns the key's location from the settings. */
export function getKeySource({ key, keyFile, databaseUrl, dataDirectory }: Settings): KeySource {
  return {
    ...(key !== undefined && { key }),
    ...(keyFile !== undefined && { keyFile }),
    ...(databaseUrl === undefined && { directory: dataDirectory }),
  }
}
