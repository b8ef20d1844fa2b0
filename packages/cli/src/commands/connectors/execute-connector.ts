import { executeOperation, LIST_ACTIONS } from '@bulkhead/contract/executions'
import type { Execution, List, Workspace } from '@bulkhead/sdk'
import { showList } from '#command/answer'
import { type Call, command, type Given } from '#command/command'
import { CommandError, EXIT, UsageError } from '#command/command-error'
import type { Row } from '#output/pick-fields'
import { printJson, printRecord, printRows, printWarning, shownBy, write } from '#output/print'
import { usualColumns } from '#output/usual-columns'
import { assertFree, writeWhole } from '#output/whole-file'
import { sendOptions } from '#profile/open-clients'
import { waitFor } from '#terminal/show-waiting'
import { CONNECTOR, openConnector } from './open-connector.ts'
import { readParams } from './read-params.ts'

type ExecuteCall = Call<Given<typeof executeOperation>>

const WAITING = 'Waiting for the service'

export const executeConnectorCommand = command({
  words: 'connectors execute',
  summary: "Run one operation of a connector against the service's API",
  about:
    'Give params one by one with -p, which takes their types from the operation (text, number, list), or all at once with --params. A list shows its first page, or every page with --all. --fields is applied by the server, so nothing else is sent. A download goes to a file with --output, or into a pipe.',
  args: [
    CONNECTOR,
    { name: 'entity', description: 'Such as issues; see: bulkhead connectors describe <connector>' },
    { name: 'action', description: 'Such as list, get, create, update, delete, api_search, download' },
  ],
  flags: [
    {
      name: 'param',
      short: 'p',
      value: 'name=value',
      isRepeated: true,
      description: 'A param; may be repeated',
    },
    { name: 'all', description: 'All pages of a list' },
    { name: 'whole', description: 'The whole response of the server, not only the result' },
    { name: 'output', short: 'o', value: 'file', description: 'File for a download; - is standard output' },
  ],
  operation: executeOperation,
  descriptions: { skip_truncation: 'Shorten strings of more than 1,000 characters in the records of a list' },
  withoutFlag: {
    entity: 'the argument',
    action: 'the argument',
    select_fields: '--fields',
  },
  reaches: 'workspace',
  examples: [
    'connectors execute github issues list -w acme -p owner=octocat -p repo=Hello-World',
    'connectors execute github issues list -w acme --params @where.json --all --fields number,title',
    'connectors execute github issues create -w acme -p owner=octocat -p repo=Hello-World -p title=Leak --idempotency-key ticket-4711',
  ],
  run: execute,
})

async function execute(call: ExecuteCall): Promise<void> {
  const { terminal, flags, given } = call
  const [, entity = '', action = ''] = call.args
  const shown = shownBy(call)
  assertTarget(call, action)
  const { workspace, id } = await openConnector(call)
  const typed = (flags.param ?? []) as readonly string[]
  const describe = () => describeOperation(workspace, id, entity, action, call)
  const params = { ...given.params, ...(typed.length > 0 && (await readParams(typed, describe))) }
  const { exclude_fields, skip_truncation, timeout_ms, intent } = given
  const options = {
    ...sendOptions(call),
    ...(shown.fields !== undefined && { selectFields: shown.fields }),
    ...(Array.isArray(exclude_fields) && { excludeFields: exclude_fields }),
    ...(skip_truncation !== undefined && { skipTruncation: skip_truncation }),
    ...(typeof timeout_ms === 'number' && { serverTimeoutMs: timeout_ms }),
    ...(typeof intent === 'string' && { intent }),
  }
  if (action === 'download') {
    const file = await waitFor(
      terminal,
      'Waiting for the file',
      workspace.executeDownload(id, entity, params, options),
    )
    return save(call, file.body)
  }
  const wait = <T>(work: PromiseLike<T>) => waitFor(terminal, WAITING, work)
  if (flags.whole === true) {
    if (flags.all === true)
      throw new UsageError('--whole shows one page, so it cannot be combined with --all.')
    return printJson(terminal, await wait(workspace.execute(id, entity, action, params, options)))
  }
  if (LIST_ACTIONS.has(action))
    return showRecords(call, workspace.executePages(id, entity, action, params, options))
  const execution = await wait(workspace.execute(id, entity, action, params, options))
  await printResult(call, execution)
}

/** Prints one page or all pages. The server has already applied `--fields`. */
async function showRecords(call: ExecuteCall, list: List<Record<string, unknown>>): Promise<void> {
  const { terminal, flags } = call
  const { format, fields } = shownBy(call)
  const first = await waitFor(terminal, WAITING, list)
  const { chosen, left } = usualColumns(first.data, terminal.stdout)
  if (format === 'table' && fields === undefined && left > 0) {
    terminal.stderr.write(
      `Only what fits is shown. ${left} more ${left === 1 ? 'field' : 'fields'}: --format json, or choose with --fields\n`,
    )
  }
  const shown = format === 'json' ? { format, fields: undefined } : { format, fields }
  if (flags.all === true) {
    return showList(call, list, Number.POSITIVE_INFINITY, { ...shown, columns: chosen })
  }
  if (first.warning !== null) printWarning(terminal, first.warning)
  await printRows(terminal, first.data, { ...shown, columns: chosen })
  if (first.hasNextPage()) terminal.stderr.write('There are more pages. All of them: --all\n')
}

async function printResult(call: ExecuteCall, { result, warning }: Execution): Promise<void> {
  const { terminal } = call
  if (warning !== undefined) printWarning(terminal, warning)
  const isRecord = typeof result === 'object' && result !== null && !Array.isArray(result)
  if (isRecord) return printRecord(terminal, result as Row, shownBy(call))
  return printJson(terminal, result)
}

/**
 * Returns the params that the connector describes for an operation. Undefined if it has no such operation: the server
 * then reports the error.
 */
async function describeOperation(
  workspace: Workspace,
  id: string,
  entity: string,
  action: string,
  call: ExecuteCall,
) {
  const { signal } = call
  const described = workspace.execute(id, entity, 'describe', {}, { signal })
  const { result } = await waitFor(call.terminal, 'Waiting for the server', described)
  const { entities } = result as { entities: { operations: { action: string; params: Row }[] }[] }
  return entities.flatMap(({ operations }) => operations).find((one) => one.action === action)?.params
}

/** Rejects a target that a download cannot be written to, before anything is sent. */
function assertTarget({ terminal, flags }: ExecuteCall, action: string): void {
  const target = flags.output as string | undefined
  if (action !== 'download') {
    if (target === undefined) return
    throw new UsageError('--output is for downloads only.', 'Redirect any other response to a file: > file')
  }
  if (target === undefined && terminal.stdout.isTTY === true) {
    throw new UsageError(
      'A file is rarely meant for the screen.',
      'Write it to a file: --output <file>, or to the screen anyway: --output -',
    )
  }
  if (target !== undefined && target !== '-') assertFree(target)
}

async function save(call: ExecuteCall, body: ReadableStream<Uint8Array>): Promise<void> {
  const { stdout, stderr } = call.terminal
  const target = call.flags.output as string | undefined
  const chunks = unbroken(call, body)
  if (target === undefined || target === '-') {
    for await (const bytes of chunks) await write(stdout, bytes)
    return
  }
  const count = await writeWhole(target, async (handle) => {
    let count = 0
    for await (const bytes of chunks) {
      await handle.writeFile(bytes)
      count += bytes.length
    }
    return count
  })
  stderr.write(`${target}: ${count} bytes\n`)
}

/** Yields the bytes of a download. @throws CommandError if the download breaks off. */
async function* unbroken({ signal }: ExecuteCall, body: ReadableStream<Uint8Array>) {
  try {
    yield* body
  } catch {
    signal.throwIfAborted()
    throw new CommandError(
      EXIT.failed,
      'download_broken',
      'The download was interrupted.',
      'Run the command again.',
    )
  }
}
