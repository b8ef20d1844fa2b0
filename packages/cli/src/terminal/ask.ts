import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Declined, Interrupted, UsageError } from '#command/command-error'
import { canAsk, type Terminal } from './terminal.ts'

// Own code: `@clack/prompts` draws on standard output by default, and shows a mark for each character of a secret.

/** Asks for a line. Questions go to standard error: standard output is for the answer of the command. */
export function askText(terminal: Terminal, question: string, usual = ''): Promise<string> {
  return ask(terminal, usual === '' ? `${question}: ` : `${question} [${usual}]: `, 'shown').then(
    (answer) => answer || usual,
  )
}

/** Asks for a line that is not shown while it is typed. */
export function askSecret(terminal: Terminal, question: string): Promise<string> {
  return ask(terminal, `${question} (not shown): `, 'hidden')
}

/** Asks for one of several. @returns Its index. */
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
 * Asks whether to go on. Anything but yes is no.
 *
 * @throws UsageError where nobody can be asked, `Declined` when the answer is no.
 */
export async function confirm(
  { terminal, flags }: { terminal: Terminal; flags: Readonly<Record<string, unknown>> },
  question: string,
): Promise<void> {
  if (flags.yes === true) return
  assertTerminal(terminal, 'Add --yes to do it without being asked.', question)
  const answer = await ask(terminal, `${question} [y/N] `, 'shown')
  if (/^y(es)?$/i.test(answer)) return
  throw new Declined()
}

/**
 * @param instead What to do where nobody can be asked.
 * @param question What would have been asked.
 * @throws UsageError where nobody can be asked.
 */
export function assertTerminal(terminal: Terminal, instead: string, question?: string): void {
  if (canAsk(terminal)) return
  const fault = 'There is no terminal to ask on.'
  throw new UsageError(question === undefined ? fault : `${question} ${fault}`, instead)
}

async function ask(terminal: Terminal, question: string, how: 'shown' | 'hidden'): Promise<string> {
  const { stdin, stderr } = terminal
  assertTerminal(terminal, 'Give the answer by a flag instead; --help lists them.')
  // The line editor repeats what is typed; what is hidden it repeats to nobody.
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
