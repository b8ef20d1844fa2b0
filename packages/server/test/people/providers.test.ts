import { after, before, describe } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { openProvidersFixture, type ProvidersFixture } from './providers/fixture.ts'
import { testInvited } from './providers/invited.ts'
import { testPolicy } from './providers/policy.ts'
import { testProtocol } from './providers/protocol.ts'
import { testProviderSessions } from './providers/provider-sessions.ts'
import { testSignIns } from './providers/sign-ins.ts'

for (const engine of engines) {
  describe(`providers of an organization on ${engine.name}`, () => {
    let fixture: ProvidersFixture
    before(async () => {
      fixture = await openProvidersFixture(engine)
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    testSignIns(() => fixture)
    testInvited(() => fixture)
    testProtocol(() => fixture)
    testProviderSessions(() => fixture)
    testPolicy(() => fixture)
  })
}
