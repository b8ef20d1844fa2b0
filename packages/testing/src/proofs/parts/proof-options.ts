import { parseArgs } from 'node:util'

/** Command-line options of a proof. */
export interface ProofOptions {
  readonly rounds: number
  readonly seed: number
  readonly engines: readonly ('pglite' | 'postgres')[]
}

/** Reads `--rounds`, `--seed` and `--engine`. Without a seed, chooses one, which the proof prints. */
export function readProofOptions(rounds: number): ProofOptions {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: String(rounds) },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      engine: { type: 'string' },
    },
  })
  const options = { rounds: Number(values.rounds), seed: Number(values.seed) }
  if (!Number.isInteger(options.rounds) || options.rounds < 1 || !Number.isInteger(options.seed)) {
    throw new Error('--rounds takes a number from 1, --seed a whole number.')
  }
  if (values.engine !== undefined && values.engine !== 'pglite' && values.engine !== 'postgres') {
    throw new Error('--engine takes pglite or postgres.')
  }
  return { ...options, engines: values.engine === undefined ? ['pglite', 'postgres'] : [values.engine] }
}
