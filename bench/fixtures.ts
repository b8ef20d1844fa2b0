import { randomBytes } from 'node:crypto'
import type { Engine } from '@bulkhead/testing/engines'
import { serve } from './requests.ts'
import type { Fixture } from './scenes.ts'
import { seed } from './seed.ts'

export const WORKSPACES = 1_000
const CONNECTORS_EACH = 20

/** Creates a store on which a server has started once. */
export async function newScene(engine: Engine): Promise<Omit<Fixture, 'seeded'>> {
  const store = await engine.createStore()
  const key = `1:${randomBytes(32).toString('base64')}`
  await (await serve(store, key)).server.end('SIGTERM')
  return { store, key }
}

/** Creates a store with a number of workspaces, the first of which have connectors at an upstream. */
export async function seededFixture(
  engine: Engine,
  upstreamUrl: string,
  workspaces = WORKSPACES,
): Promise<Fixture> {
  process.stderr.write(
    `${engine.name}: ${workspaces} workspaces, ${WORKSPACES * CONNECTORS_EACH} connectors\n`,
  )
  const fixture = await newScene(engine)
  const seeded = await seed(fixture.store, fixture.key, upstreamUrl, {
    workspaces: WORKSPACES,
    connectorsEach: CONNECTORS_EACH,
    furtherWorkspaces: workspaces - WORKSPACES,
  })
  return { ...fixture, seeded }
}
