import type { KeySource } from '#platform/vault/load-keyring'
import type { Settings } from './settings.ts'

/** Where the settings say that the key is. */
export function getKeySource({ key, keyFile, databaseUrl, dataDirectory }: Settings): KeySource {
  return {
    ...(key !== undefined && { key }),
    ...(keyFile !== undefined && { keyFile }),
    ...(databaseUrl === undefined && { directory: dataDirectory }),
  }
}
