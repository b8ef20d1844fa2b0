import type { OperationShape } from '@bulkhead/contract/operation'
import type { List } from '@bulkhead/sdk'
import { getColumns } from '#output/columns'
import type { Row } from '#output/pick-fields'
import { getFields, getLimit, printList, printRecord, printWarning, shownBy } from '#output/print'
import { showWaiting, waitFor } from '#terminal/show-waiting'
import type { Call } from './command.ts'

const WAITING = 'Waiting for the server'

type Asked = Pick<Call, 'flags' | 'terminal'>

/** Prints the response of an operation. The output flags are checked before anything is sent. */
export async function showRecord<T extends object>(
  call: Asked,
  operation: OperationShape,
  send: () => PromiseLike<T>,
): Promise<T> {
  const shown = shownBy(call, getFields(operation))
  const record = await waitFor(call.terminal, WAITING, send())
  await printRecord(call.terminal, record as unknown as Row, shown)
  return record
}

/** Prints a list, page by page, up to the limit. If records are left, a line on standard error says so. */
export async function answerList<T extends object>(
  call: Asked,
  operation: OperationShape,
  send: (page: { readonly limit: number }) => List<T>,
  columns = getColumns(operation),
): Promise<void> {
  const shown = shownBy(call, getFields(operation))
  const limit = getLimit(call)
  const list = send({ limit: Math.min(limit, 100) })
  await showList(call, list, limit, { ...shown, columns })
}

/** Prints the records of a list as {@link answerList} does, and each warning of its pages once. */
export async function showList<T extends object>(
  { terminal }: Asked,
  list: List<T>,
  limit: number,
  shown: Parameters<typeof printList>[2],
): Promise<void> {
  let more = false
  const warned = new Set<string>()
  const groups = async function* () {
    let count = 0
    const waiting = showWaiting(terminal, WAITING)
    try {
      for await (const page of list.pages()) {
        const rows = page.data.slice(0, limit - count) as unknown as readonly Row[]
        count += rows.length
        waiting.say(`${WAITING}; ${count} so far`)
        waiting.clear()
        if (page.warning !== null && !warned.has(page.warning)) {
          warned.add(page.warning)
          printWarning(terminal, page.warning)
        }
        yield rows
        more = page.hasNextPage() || rows.length < page.data.length
        if (count >= limit) return
      }
    } finally {
      waiting.end()
    }
  }
  await printList(terminal, groups(), shown)
  if (more) terminal.stderr.write(`There are more than these ${limit}. All of them: --all\n`)
}
