import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Keyring } from '#platform/vault/keyring'
import type { KeySource } from '#platform/vault/load-keyring'
import type { Restored } from '../archive/restore.ts'
import type { VerifyInput } from './verify-thread.ts'

/** Result of a restored backup, with the time that the restore took. */
export interface Verified extends Restored {
  readonly restoreMs: number
}

/**
 * Restores a backup into a scratch database, which is embedded, and removes that database. This runs in a thread, so
 * the server continues to serve requests.
 *
 * @throws Error that says why the backup does not restore.
 */
export async function verifyBackup(
  file: string,
  parent: string,
  keyring: Keyring,
  { key, keyFile, directory, remoteKeys }: KeySource,
  signal: AbortSignal,
): Promise<Verified> {
  const scratch = mkdtempSync(join(parent, 'backup-scratch-'))
  const beside = directory === undefined ? undefined : join(directory, 'key')
  const ringFile = keyFile ?? (beside !== undefined && existsSync(beside) ? beside : undefined)
  const workerData: VerifyInput = {
    ...{ file, directory: scratch },
    ...(key !== undefined && { key }),
    ...(key === undefined && ringFile !== undefined && { keyFile: ringFile }),
    remote:
      remoteKeys &&
      keyring.remote.flatMap((version) => {
        const found = remoteKeys.find(version)
        return found === undefined ? [] : [[version, found.key] as const]
      }),
  }
  const began = performance.now()
  try {
    const restored = await new Promise<Restored>((resolve, reject) => {
      const worker = new Worker(threadScript(), { workerData })
      signal.addEventListener('abort', () => void worker.terminate(), { once: true })
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The thread that verifies a backup ended early.')))
    })
    return { ...restored, restoreMs: Math.round(performance.now() - began) }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Returns the URL of the thread's script. In the built package it is JavaScript. */
function threadScript(): URL {
  const script = new URL('./verify-thread.js', import.meta.url)
  return existsSync(fileURLToPath(script)) ? script : new URL('./verify-thread.ts', import.meta.url)
}
