import { OPERATOR_COMMANDS, type OperatorCommand } from '@bulkhead/contract/operator-commands'
import { callOperator, resultOf } from './call-operator.ts'
import { operatorHelp } from './help.ts'
import { type ParsedCommand, parseCommand } from './parse-command.ts'
import { printAnswer } from './print-answer.ts'
import { demandFree, receiveBackup } from './receive-backup.ts'
import { readOperatorSettings } from './settings.ts'
import { createProgressLine, type ProgressLine } from './show-progress.ts'
import { UsageError } from './usage-error.ts'

const DONE = 0
const FAILED = 1
const NOT_UNDERSTOOD = 4

/** Runs `bulkhead operator …` and answers its exit code. */
export async function operator(args: readonly string[]): Promise<number> {
  const asksHelp = args.some((argument) => argument === '--help' || argument === '-h')
  if (args.length === 0 || asksHelp) {
    process.stdout.write(operatorHelp(args.filter((argument) => !argument.startsWith('-'))))
    return DONE
  }
  const progress = createProgressLine()
  try {
    const answer = await run(parseCommand(args), progress)
    progress.end()
    printAnswer(answer, process.stdout)
    return DONE
  } catch (error) {
    progress.end()
    process.stderr.write(`bulkhead: ${messageOf(error)}\n`)
    if (!(error instanceof UsageError)) return FAILED
    process.stderr.write('See: bulkhead operator --help\n')
    return NOT_UNDERSTOOD
  }
}

async function run({ name, input, local }: ParsedCommand, progress: ProgressLine): Promise<unknown> {
  const settings = readOperatorSettings(process.env)
  const command: OperatorCommand = OPERATOR_COMMANDS[name]
  const showRows = (done: number, total: number) => progress.show(`${count(done)} of ${count(total)} rows`)
  if (name === 'restore' || name === 'copy') {
    // Loaded here and not above: the other commands must not wait for the server's modules.
    const { OFFLINE } = await import('./run-offline.ts')
    return OFFLINE[name](input, settings, showRows)
  }
  if (command.answer !== 'archive') {
    const response = await callOperator(settings.dataDirectory, name, input)
    return resultOf(response, ({ done, total }) => progress.show(`${count(done)} of ${count(total)} keys`))
  }
  const file = local.file as string
  demandFree(file)
  const response = await callOperator(settings.dataDirectory, name, input)
  if (response.statusCode !== 200) return resultOf(response, () => {})
  const receipt = await receiveBackup(response, file, (bytes) =>
    progress.show(`${count(Math.round(bytes / 1024))} KiB written`),
  )
  return {
    file,
    ...receipt,
    note: `The key is not in it. Without key version ${receipt.kek_versions.join(' and ')} nothing in it opens: keep that elsewhere.`,
  }
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  // Connecting over several addresses fails with an error that has no message of its own.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ')
  const says = error.message || error.name
  return cause instanceof Error &&
    (cause as NodeJS.ErrnoException).syscall === undefined &&
    !says.includes(cause.message)
    ? `${says} (${cause.message})`
    : says
}
