import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createEgressPolicy } from '#egress/policy'
import { createSender, type SendRights } from '#send/send-request'
import { planTo } from './plan-to.ts'
import { serve } from './upstream.ts'

const policy = createEgressPolicy({ allow: ['127.0.0.0/8'] })
const sender = createSender({ policy })
after(() => sender.close())

/** Rights that count or not, in this order. Each confirmation appends to `log`. */
function rightsThat(current: boolean[], confirm: SendRights['confirm'], log: string[] = []): SendRights {
  return {
    areCurrent: () => current.shift() ?? true,
    confirm: (isRedirected) => {
      log.push(isRedirected ? 'redirected' : 'unsent')
      return confirm(isRedirected)
    },
  }
}

const ended = new Error('The rights have ended.')
const refuse = () => Promise.reject(ended)

for (const kind of ['send', 'openFile'] as const) {
  test(`${kind}: if the rights have ended, nothing is written, and the connection is kept`, async () => {
    const upstream = await serve((_request, response) => void response.end('{}'))
    const planned = planTo(`${upstream.origin}/`)
    await assert.rejects(sender[kind](planned, { rights: rightsThat([false], refuse) }), ended)
    assert.equal(upstream.requests.length, 0)
    const { status } = await sender.send(planned)
    assert.deepEqual([status, upstream.accepted()], [200, 1])
  })

  test(`${kind}: the request is sent as it is once its rights are confirmed, on the same connection`, async () => {
    const upstream = await serve((_request, response) => void response.end('{}'))
    const log: string[] = []
    const rights = rightsThat([false, false], async () => planTo(`${upstream.origin}/confirmed`), log)
    const response = await sender[kind](planTo(`${upstream.origin}/first`), { rights })
    if (kind === 'openFile') (response.body as unknown as { resume(): void }).resume()
    assert.equal(response.status, 200)
    assert.deepEqual(
      upstream.requests.map(({ path }) => path),
      ['/confirmed'],
    )
    assert.deepEqual([log, upstream.accepted()], [['unsent', 'unsent'], 1])
  })

  test(`${kind}: the rights are checked before each hop`, async () => {
    const upstream = await serve(({ path }, response) => {
      if (path === '/first') response.writeHead(307, { location: '/second' }).end()
      else response.end('{}')
    })
    const log: string[] = []
    const planned = planTo(`${upstream.origin}/first`)
    await assert.rejects(sender[kind](planned, { rights: rightsThat([true, false], refuse, log) }), ended)
    const paths = () => upstream.requests.splice(0).map(({ path }) => path)
    assert.deepEqual([log, paths()], [['redirected'], ['/first']])
    const confirm = async () => planTo(`${upstream.origin}/other`)
    await sender[kind](planned, { rights: rightsThat([true, false], confirm) }).then(({ body }) => {
      if (kind === 'openFile') (body as unknown as { resume(): void }).resume()
    })
    assert.deepEqual(paths(), ['/first', '/second'])
  })
}
