import { AuthenticationError } from '@bulkhead/sdk/client'
import { MutationObserver, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Api, OperationId } from './api.ts'
import { useApi } from './use-api.ts'

/** Maximum number of concurrent requests. */
const AT_ONCE = 4

/** Result of a bulk action. */
export interface Bulk<Item> {
  readonly done: readonly Item[]
  readonly failed: readonly Item[]
  /** Error of the first failure. */
  readonly error: Error | undefined
}

/**
 * Applies one action to each of many items, a few at a time, and continues after failures. If the session ends, the items
 * wait until the person signs in again.
 */
export function useBulk(outdates: readonly OperationId[]) {
  const api = useApi()
  const client = useQueryClient()
  const [progress, setProgress] = useState<{ readonly done: number; readonly of: number }>()

  async function run<Item>(
    items: readonly Item[],
    act: (api: Api, item: Item) => Promise<unknown>,
  ): Promise<Bulk<Item>> {
    const waiting = [...items]
    const done: Item[] = []
    const failed: Item[] = []
    let error: Error | undefined
    // As a mutation, so that the app notices the end of the session, and holds back what follows.
    const attempt = (item: Item) => {
      const observer = new MutationObserver(client, { mutationFn: () => act(api, item), gcTime: 0 })
      // A mutation that is observed is never removed from the cache.
      return observer.mutate().finally(() => observer.reset())
    }
    async function work() {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
        try {
          await attempt(item).catch((thrown: unknown) => {
            if (!(thrown instanceof AuthenticationError)) throw thrown
            return attempt(item)
          })
          done.push(item)
        } catch (thrown) {
          failed.push(item)
          error ??= thrown as Error
        }
        setProgress({ done: done.length + failed.length, of: items.length })
      }
    }
    setProgress({ done: 0, of: items.length })
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    setProgress(undefined)
    for (const operation of outdates) client.invalidateQueries({ queryKey: [operation] })
    return { done, failed, error }
  }
  return { run, progress }
}
