import { seededRandom } from '@bulkhead/testing/random'
import { rotationRounds } from '@bulkhead/testing/rotation-rounds'
import { onEngines, runProof, takeCount, takeEngine, takeSeed } from '../parts/run-proof.ts'

await runProof(
  'keys --scenario rotate',
  'Kills a server during a key rotation, round after round. Fails when the newest key alone does not decrypt every credential in the end, or when fewer than half of the kills fell into a rotation.',
  {
    rounds: takeCount(20, 'kills'),
    workspaces: takeCount(5_000, 'workspaces with a credential each'),
    seed: takeSeed(),
    engine: takeEngine(),
  },
  async ({ rounds, workspaces, seed, engine }, { print, fault, count }) => {
    await onEngines(engine, async (one) => {
      const began = performance.now()
      const say = (line: string) => print(`${one.name}: ${line}`)
      const report = await rotationRounds(one, {
        rounds,
        workspaces,
        random: seededRandom(seed).fraction,
        say,
      })
      const { killedMidway, credentials, executions, faults, lastMs } = report
      const seconds = Math.round((performance.now() - began) / 1000)
      say(
        `${rounds} kills, ${killedMidway} of them during a rotation; ${credentials} credentials decrypted in the end, ${executions} executions in progress correct, ${faults.length} faults; last rotation ${Math.round(lastMs)} ms; ${seconds} s`,
      )
      fault(killedMidway < rounds / 2 ? [...faults, 'too few kills fell into a rotation'] : faults)
      count({ 'credentials decrypted': credentials, 'executions in progress': executions })
    })
  },
)
