import { cursorIn } from '@bulkhead/sdk/client'
import type { Api, Input, OperationId, Output } from './api.ts'

/** Number of items in a page of a list, and the maximum number of ids in a request. */
export const PAGE = 100

/** Lists that the app searches and counts as a whole. They are read in pages, so that no response is large. */
export const WHOLE: ReadonlySet<OperationId> = new Set(['listConnectors'])

/** Reads all pages of a list, one after the other. */
export async function readWhole<Id extends OperationId>(
  api: Pick<Api, 'call'>,
  id: Id,
  input: Input<Id>,
  signal: AbortSignal,
): Promise<Output<Id>> {
  const { query } = input as { readonly query?: object }
  const data: unknown[] = []
  let cursor: string | null = null
  do {
    const page = { ...query, limit: PAGE, ...(cursor !== null && { cursor }) }
    const read = (await api.call(id, { ...input, query: page } as Input<Id>, { signal })) as {
      readonly data: readonly unknown[]
      readonly next?: string | null
    }
    data.push(...read.data)
    cursor = cursorIn(read.next)
  } while (cursor !== null)
  return { data } as unknown as Output<Id>
}
