import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Declined, Interrupted, UsageError } from '#command/command-error'
import { canAsk, type Terminal } from './terminal.ts'

// Own code, because `@clack/prompts` draws on standard output by default and shows a mark for each character of a
// secret.

/** Asks for a line. Questions go to standard error, because standard output is for the result of the command. */
export function askText(terminal: Terminal, question: string, usual = ''): Promise<string> {
  return ask(terminal, usual === '' ? `${question}: ` : `${question} [${usual}]: `, 'shown').then(
    (answer) => answer || usual,
  )
}

/** Asks for a line that is not shown while it is typed. */
export function askSecret(terminal: Terminal, question: string): Promise<string> {
  return ask(terminal, `${question} (not shown): `, 'hidden')
}

/** Asks for one of several choices. @returns Its index. */
export async function askChoice(
  terminal: Terminal,
  question: string,
  choices: readonly string[],
): Promise<number> {
  const lines = choices.map((choice, index) => `  ${index + 1}  ${choice}\n`)
  terminal.stderr.write(`${question}\n${lines.join('')}`)
  for (;;) {
    const answer = Number(await ask(terminal, `1 to ${choices.length}: `, 'shown'))
    if (Number.isInteger(answer) && answer >= 1 && answer <= choices.length) return answer - 1
  }
}

/**
 * Asks for confirmation. Anything but yes is no.
 *
 * @throws UsageError if there is no terminal to ask on, `Declined` if the reply is no.
 */
export async function confirm(
  { terminal, flags }: { terminal: Terminal; flags: Readonly<Record<string, unknown>> },
  question: string,
): Promise<void> {
  if (flags.yes === true) return
  assertTerminal(terminal, 'Add --yes to skip the confirmation.', question)
  const answer = await ask(terminal, `${question} [y/N] `, 'shown')
  if (/^y(es)?$/i.test(answer)) return
  throw new Declined()
}

/**
 * Requires a terminal to ask on.
 *
 * @param instead Alternative to being asked, for the message.
 * @param question Question that would have been asked.
 * @throws UsageError if there is no terminal to ask on.
 */
export function assertTerminal(terminal: Terminal, instead: string, question?: string): void {
  if (canAsk(terminal)) return
  const fault = 'There is no terminal for a prompt.'
  throw new UsageError(question === undefined ? fault : `${question} ${fault}`, instead)
}

async function ask(terminal: Terminal, question: string, how: 'shown' | 'hidden'): Promise<string> {
  const { stdin, stderr } = terminal
  assertTerminal(terminal, 'Pass the answer as a flag instead; --help lists them.')
  // The line editor echoes typed characters. For a secret, it echoes them to a stream that discards them.
  const output = how === 'shown' ? stderr : new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output, terminal: true, historySize: 0 })
  if (how === 'hidden') stderr.write(question)
  const { promise: ended, reject } = Promise.withResolvers<never>()
  lines.once('SIGINT', () => reject(new Interrupted()))
  lines.once('close', () => reject(new Interrupted()))
  try {
    return (await Promise.race([lines.question(how === 'shown' ? question : ''), ended])).trim()
  } catch (error) {
    if (how === 'shown') stderr.write('\n')
    throw error
  } finally {
    if (how === 'hidden') stderr.write('\n')
    lines.close()
    ended.catch(() => {})
  }
}
