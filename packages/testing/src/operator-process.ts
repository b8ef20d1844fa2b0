import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { PROGRAM, SOURCES } from './program.ts'

const ROOT = join(import.meta.dirname, '../../..')

export interface CommandOutcome {
  /** Exit code. Null after a signal. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningCommand {
  readonly child: ChildProcess
  readonly ended: Promise<CommandOutcome>
}

/** Starts `bulkhead operator …` as an operator does, with its output in pipes. */
export function startOperator(
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): RunningCommand {
  return start(PROGRAM, environment, ['operator', ...args])
}

/** Starts `bulkhead …` from its sources, with its output in pipes. */
export function startCommand(
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): RunningCommand {
  return start(SOURCES, environment, args)
}

function start(
  program: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): RunningCommand {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('BULKHEAD_'))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(inherited), ...environment },
  })
  const killAtExit = () => void child.kill('SIGKILL')
  process.once('exit', killAtExit)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8')
  })
  const ended = new Promise<CommandOutcome>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      process.off('exit', killAtExit)
      resolve({ code, stdout, stderr })
    })
  })
  return { child, ended }
}

/** Runs `bulkhead operator …` to its end. */
export function runOperator(environment: Readonly<Record<string, string>>, ...args: string[]) {
  return startOperator(environment, ...args).ended
}

/** Runs a command that must succeed. @returns Its result. */
export async function operatorResponse(
  environment: Readonly<Record<string, string>>,
  ...args: string[]
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what the response is
): Promise<any> {
  const { code, stdout, stderr } = await runOperator(environment, ...args)
  if (code !== 0) throw new Error(`operator ${args.join(' ')} ended with ${code}: ${stderr}`)
  return JSON.parse(stdout)
}
