import assert from 'node:assert/strict'
import type { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { BulkheadError } from '@bulkhead/contract/errors'
import { engines } from '@bulkhead/testing/engines'
import { setLevels, signUpOwner, signUpPerson } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import type { RequestContext } from '#access/request/principal'
import { RawReply } from '#access/request/raw-reply'
import { type ReviewPart, readParts, readPeople } from '#journal/audit/review-parts'
import { reviewAccess } from '#operations/audit/review-access'
import { asPrincipal } from '#platform/database/roles/as-principal'

const PATH = '/api/v1/access-review'

for (const engine of engines) {
  describe(`the access review on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    test('it is the same however many levels are read at once', async () => {
      const owner = await signUpOwner(testServer, tenant)
      const members = [
        await signUpPerson(testServer, tenant, 'member'),
        await signUpPerson(testServer, tenant, 'member'),
        await signUpPerson(testServer, tenant, 'member'),
      ] as const
      for (let at = 0; at < 4; at += 1) {
        const { workspace_id } = await testServer.mint(tenant, `customer ${at}`)
        await setLevels(testServer, tenant, workspace_id, { user: members[0] })
        if (at > 1) await setLevels(testServer, tenant, workspace_id, { viewer: members[2] })
      }
      const { status, body, text } = await testServer.call('GET', `${PATH}?limit=100`, owner)
      assert.equal(status, 200, text)
      const counts = members.map(
        ({ person }) =>
          body.data.find(({ person_id }: { person_id: string }) => person_id === person).workspaces.length,
      )
      assert.deepEqual(counts, [4, 0, 2])
      const { database } = testServer.server.services
      const read = <T>(work: Parameters<typeof asPrincipal<T>>[3]) =>
        asPrincipal(database, tenant, 'read only', work)
      const people = await read((tx) => readPeople(tx, undefined, 100))
      for (const atOnce of [1, 2, 3, 4, 5, 6, 7]) {
        const items: object[] = []
        for await (const part of readParts(read, people, atOnce)) add(items, part)
        assert.deepEqual(items, body.data, `${atOnce} at once`)
      }
      const { body: first } = await testServer.call('GET', `${PATH}?limit=1`, owner)
      assert.deepEqual(first.data, body.data.slice(0, 1))
      const head = await testServer.call('HEAD', PATH, owner)
      assert.deepEqual([head.status, head.text], [200, ''])
    })

    test('the file breaks off when the caller loses the right to it', async () => {
      const { services } = testServer.server
      const lost = new BulkheadError('unauthenticated', 'The session has ended.')
      const context = {
        ...tenant,
        authenticateAgain: () => Promise.reject(lost),
      } as unknown as RequestContext
      const reply = await reviewAccess(services, context, { query: { format: 'csv' } } as never)
      assert.ok(reply instanceof RawReply)
      let text = ''
      await assert.rejects(async () => {
        for await (const piece of reply.body as Readable) text += piece
      }, lost)
      assert.match(text, /^person_id,name,email,role/)
    })
  })
}

/** Adds a part to the items that it belongs to. */
function add(items: object[], part: ReviewPart): void {
  if ('person' in part) {
    items.push({ ...part.person, workspaces: [] })
    return
  }
  const last = items.at(-1) as { workspaces: object[] }
  if ('workspaces' in part) last.workspaces.push(...part.workspaces)
  else Object.assign(last, part)
}
