import { parseArgs } from 'node:util'
import { engines } from '#engines'
import { rotationRounds } from '#rotation-rounds'

/**
 * Runs the long form of the rotation tests. On each engine the server is killed in the middle of a rotation, round
 * after round. In the end the newest key alone must decrypt every credential.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    workspaces: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
  },
})
const rounds = Number(values.rounds)
const random = generator(Number(values.seed))

for (const engine of engines) {
  const began = performance.now()
  const report = await rotationRounds(engine, {
    rounds,
    workspaces: Number(values.workspaces),
    random,
    say: (line) => process.stdout.write(`${engine.name}: ${line}\n`),
  })
  await engine.close()
  const { killedMidway, credentials, executions, faults, lastMs } = report
  const seconds = Math.round((performance.now() - began) / 1000)
  process.stdout.write(
    `${engine.name}: ${rounds} kills, ${killedMidway} of them in the middle; ${credentials} credentials opened in the end, ${executions} executions under way right, ${faults.length} faults; last rotation ${Math.round(lastMs)} ms; ${seconds} s\n`,
  )
  for (const fault of faults) process.stdout.write(`${engine.name}: ${fault}\n`)
  if (faults.length > 0 || killedMidway < rounds / 2) process.exitCode = 1
}

/** Returns a Mulberry32 generator: small, and with the same numbers everywhere for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
