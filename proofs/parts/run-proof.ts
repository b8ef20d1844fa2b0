import { bothEngines, type Engine } from '@bulkhead/testing/engines'
import { Command, InvalidArgumentError, Option } from 'commander'

/** Option of a proof: its help, and how its value is read. */
export interface ProofOption<Value> {
  /** Placeholder of the value in the help. Undefined for a switch. */
  readonly value?: string
  readonly help: string
  readonly initial: Value
  /** Text in place of the initial value in the help. */
  readonly shown?: string
  /** Reads a value. If the option is repeated, `before` is the value so far. Throws if the value is not valid. */
  read?(given: string, before?: Value): Value
}

/** Options of a program, by name. */
export type ProofOptions<Values> = { readonly [Key in keyof Values]: ProofOption<Values[Key]> }

/** Name of an engine, or undefined for each. */
export type EngineName = Engine['name'] | undefined

/** Prints the results of a proof, and makes the process fail if there is a fault. */
export interface ProofReport {
  print(line: string): void
  /** Prints at most 20 faults, and how many more there are. */
  fault(faults: readonly string[]): void
  /**
   * States what was done, as counts by name. A count of 0 is a fault: a proof that did nothing finds no others.
   */
  count(done: Readonly<Record<string, number>>): void
}

const MOST_FAULTS = 20

const report: ProofReport = {
  print: (line) => void process.stdout.write(`${line}\n`),
  fault(faults) {
    for (const fault of faults.slice(0, MOST_FAULTS)) report.print(`  FAULT ${fault}`)
    if (faults.length > MOST_FAULTS) report.print(`  and ${faults.length - MOST_FAULTS} more faults`)
    if (faults.length > 0) process.exitCode = 1
  },
  count(done) {
    // NaN, a part of nothing, is not above 0 either.
    const undone = Object.keys(done).filter((what) => !((done[what] ?? 0) > 0))
    report.fault(undone.map((what) => `no ${what}, so nothing is proved`))
  },
}

/** Returns an option that takes a whole number. */
export function takeCount(initial: number, help: string, { least = 1 } = {}): ProofOption<number> {
  const read = (given: string) => {
    const count = Number(given)
    if (given.trim() !== '' && Number.isSafeInteger(count) && count >= least) return count
    throw new InvalidArgumentError(`It takes a whole number from ${least}.`)
  }
  return { value: 'number', help, initial, read }
}

/** Returns an option that takes a number of minutes or seconds, fractions included. */
export function takeNumber(initial: number, help: string): ProofOption<number> {
  const read = (given: string) => {
    const number = Number(given)
    if (number > 0) return number
    throw new InvalidArgumentError('It takes a number above 0.')
  }
  return { value: 'number', help, initial, read }
}

/** Returns an option that takes a whole number, or is left out. */
export function takeOptionalCount(
  help: string,
  bounds?: { readonly least: number },
): ProofOption<number | undefined> {
  return { ...takeCount(0, help, bounds), initial: undefined }
}

/** Returns an option that takes a text, such as a path, or is left out. */
export function takeText(value: string, help: string): ProofOption<string | undefined> {
  return { value, help, initial: undefined, read: (given) => given }
}

/** Returns an option that may be repeated, or takes several values with commas between them. */
export function takeList(value: string, help: string): ProofOption<string[] | undefined> {
  return { value, help, initial: undefined, read: (given, before = []) => [...before, ...given.split(',')] }
}

/** Returns an option that takes some of the names, with commas between them or repeated. */
export function takeNames(
  names: readonly string[],
  help: string,
  initial: readonly string[] = names,
): ProofOption<readonly string[]> {
  // Commander hands over the initial value as the one before.
  const read = (given: string, before: readonly string[] = initial) => {
    const chosen = given.split(',')
    if (!chosen.every((name) => names.includes(name)))
      throw new InvalidArgumentError(`It takes: ${names.join(', ')}.`)
    return before === initial ? chosen : [...before, ...chosen]
  }
  return { value: 'names', help, initial, shown: initial === names ? 'all' : initial.join(','), read }
}

/** Returns a switch that turns something on. */
export function takeSwitch(help: string): ProofOption<boolean> {
  return { help, initial: false, shown: 'off' }
}

/** Returns a switch that turns a part off: `--no-<name>`. */
export function takePart(help: string): ProofOption<boolean> {
  return { help, initial: true }
}

/** Returns the option that makes a run repeatable. By default each run has another seed, which it prints. */
export function takeSeed(): ProofOption<number> {
  const initial = Math.floor(Math.random() * 1_000_000)
  return {
    ...takeCount(initial, 'what random choices follow from', { least: 0 }),
    shown: 'another each time',
  }
}

/** Returns the option that chooses one engine. By default a proof runs on each. */
export function takeEngine(): ProofOption<EngineName> {
  return { value: 'name', help: 'pglite or postgres; both if not given', initial: undefined, read: getName }
}

/** Returns the option that chooses the engine of a proof that runs on one. */
export function takeOneEngine(initial: Engine['name']): ProofOption<Engine['name']> {
  return { value: 'name', help: 'pglite or postgres', initial, read: getName }
}

function getName(given: string): Engine['name'] {
  const engine = bothEngines.find(({ name }) => name === given)
  if (engine === undefined) throw new InvalidArgumentError('It takes pglite or postgres.')
  return engine.name
}

/** Runs a part of a proof on the named engine, or on each, and closes it. */
export async function onEngines(name: EngineName, prove: (engine: Engine) => Promise<void>): Promise<void> {
  for (const engine of bothEngines.filter((one) => name === undefined || one.name === name)) {
    try {
      await prove(engine)
    } finally {
      await engine.close()
    }
  }
}

/**
 * Runs a proof as a program: reads its options, explains them (`--help`), and refuses others in a line. A proof that
 * states no counts is a fault.
 *
 * @param name Name and scenario behind `npm run proof --`.
 * @param help Sentences about what the proof does, and when it fails.
 */
export function runProof<Values extends Record<string, unknown>>(
  name: string,
  help: string,
  options: ProofOptions<Values>,
  prove: (values: Values, report: ProofReport) => Promise<void>,
): Promise<void> {
  return runScript(`npm run proof -- ${name}`, help, options, async (values) => {
    let hasCounted = false
    await prove(values, {
      ...report,
      count(done) {
        hasCounted ||= Object.keys(done).length > 0
        report.count(done)
      },
    })
    if (!hasCounted) report.fault(['it did not state what it did'])
  })
}

/** Runs a script of package.json as a program, as {@link runProof} does. */
export async function runScript<Values extends Record<string, unknown>>(
  command: string,
  help: string,
  options: ProofOptions<Values>,
  run: (values: Values) => Promise<void>,
): Promise<void> {
  const program = new Command(command)
    .description(help)
    .allowExcessArguments(false)
    .showHelpAfterError(`See ${command} --help.`)
  for (const [key, { value, help, initial, shown, read }] of Object.entries<ProofOption<unknown>>(options)) {
    const flag = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const named = initial === true ? `--no-${flag}` : `--${flag}`
    const option = new Option(value === undefined ? named : `${named} <${value}>`, help)
    if (read !== undefined) option.argParser(read)
    program.addOption(initial === undefined ? option : option.default(initial, shown))
  }
  await program.action(run).parseAsync()
}
