import type { KeyObject } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import type { RemoteKeys } from '#platform/vault/remote-keys'
import { restore } from '../archive/restore.ts'

/** Input of the thread that verifies a backup. */
export interface VerifyInput {
  readonly file: string
  /** Empty directory for the scratch database. */
  readonly directory: string
  readonly key?: string
  readonly keyFile?: string
  /** Open keys that come from a key service. */
  readonly remote: readonly (readonly [version: number, key: KeyObject])[] | undefined
}

const { file, directory, key, keyFile, remote } = workerData as VerifyInput
const restored = await restore(
  file,
  { directory },
  {
    ...(key !== undefined && { key }),
    ...(keyFile !== undefined && { keyFile }),
    ...(remote !== undefined && { remoteKeys: asOpened(remote) }),
  },
)
parentPort?.postMessage(restored)

/** Returns keys that are open already. The server has opened them, and they stay open longer than the thread lives. */
function asOpened(keys: NonNullable<VerifyInput['remote']>): RemoteKeys {
  const open = new Map(keys)
  const none = () => Promise.reject(new Error('A thread asks no key service.'))
  return {
    provider: { place: 'the server', encrypt: none, decrypt: none, rewrap: none, close() {} },
    find(version) {
      const found = open.get(version)
      return found && { key: found, until: Number.POSITIVE_INFINITY }
    },
    setWrapped() {},
    async open() {},
    keepOpen() {},
    readAgain() {},
    async close() {},
  }
}
