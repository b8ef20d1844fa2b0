import { mkdirSync, rmdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { signInPath } from './sign-in-store.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Age from which a lock is stale: its command was killed. */
const STALE_LOCK_MS = 30_000

/** Runs work that replaces or ends the sign-in of a profile. Commands that do so take turns. */
export async function whileLocked<T>(
  environment: Environment,
  profile: string,
  work: () => Promise<T>,
): Promise<T> {
  const path = `${signInPath(environment, profile)}.lock`
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  for (;;) {
    try {
      mkdirSync(path)
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
      if (age > STALE_LOCK_MS) unlock(path)
      else await sleep(100)
    }
  }
  try {
    return await work()
  } finally {
    unlock(path)
  }
}

function unlock(path: string): void {
  try {
    rmdirSync(path)
  } catch {
    // Another command found the lock stale and took it.
  }
}
