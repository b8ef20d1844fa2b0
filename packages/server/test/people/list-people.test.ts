import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { getOwner, type SignedInPerson, signUpPerson } from '@bulkhead/testing/people'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

const PEOPLE = '/api/v1/people'

interface Item {
  readonly id: string
  readonly role: string
}

for (const engine of engines) {
  describe(`the list of people on ${engine.name}`, () => {
    let testServer: TestServer
    let owner: SignedInPerson
    const others: SignedInPerson[] = []

    before(async () => {
      testServer = await startTestServer(engine)
      const tenant = await testServer.createTenant('listed')
      owner = await getOwner(testServer, tenant)
      for (const role of ['member', 'admin', 'member', 'member'] as const)
        others.push(await signUpPerson(testServer, tenant, role))
      // People of another organization are on no page.
      await signUpPerson(testServer, await testServer.createTenant('not listed'), 'member')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const ask = async (query: string) => {
      const { status, body, text } = await testServer.call('GET', `${PEOPLE}${query}`, {
        headers: owner.headers,
      })
      assert.equal(status, 200, text)
      const { data, next } = body as { readonly data: readonly Item[]; readonly next: string | null }
      return { ids: data.map(({ id }) => id), data, next }
    }
    const everybody = () => [owner, ...others].map(({ person }) => person)

    test('a list without a limit has everyone on one page, in the order of signing up', async () => {
      const { ids, next } = await ask('')
      assert.deepEqual(ids, everybody())
      assert.equal(next, null)
    })

    test('a list with a limit has pages, each person on one of them', async () => {
      const found: string[] = []
      let pages = 0
      let at: string | undefined = '?limit=2'
      while (at !== undefined) {
        const page: Awaited<ReturnType<typeof ask>> = await ask(at)
        assert.ok(page.ids.length <= 2)
        found.push(...page.ids)
        pages += 1
        at = page.next?.slice(PEOPLE.length)
      }
      assert.deepEqual(found, everybody())
      assert.equal(pages, 3)
    })

    test('a cursor keeps its place if the last person of a page was removed', async () => {
      const { next } = await ask('?limit=2')
      const gone = others.splice(0, 1)[0]
      const { status } = await testServer.call('DELETE', `${PEOPLE}/${gone?.person}`, {
        headers: owner.headers,
      })
      assert.equal(status, 200)
      const { ids } = await ask(next?.slice(PEOPLE.length) ?? '')
      assert.deepEqual(ids, everybody().slice(1, 3))
    })

    test('a list finds people by a part of the name or address, by role and by id', async () => {
      const [, admin] = [owner, others[0] as SignedInPerson]
      assert.deepEqual((await ask('?role=admin')).ids, [admin.person])
      assert.deepEqual((await ask('?role=owner&limit=1')).ids, [owner.person])
      const part = admin.email.slice(0, 20).toUpperCase()
      assert.deepEqual((await ask(`?name_contains=${encodeURIComponent(part)}`)).ids, [admin.person])
      assert.deepEqual((await ask(`?name_contains=${encodeURIComponent(part)}&role=member`)).ids, [])
      assert.deepEqual((await ask('?name_contains=%25')).ids, [])
      assert.deepEqual((await ask(`?person_id=${admin.person}&limit=1`)).ids, [admin.person])
      const page = await ask('?name_contains=%40&role=member&limit=1')
      assert.deepEqual(page.ids, everybody().slice(2, 3))
      assert.deepEqual((await ask(page.next?.slice(PEOPLE.length) ?? '')).ids, everybody().slice(3))
    })

    test('a cursor of another list is refused', async () => {
      const { status, body } = await testServer.call('GET', `${PEOPLE}?limit=2&cursor=bm8`, {
        headers: owner.headers,
      })
      assert.deepEqual([status, body.code], [422, 'invalid_request'])
    })
  })
}
