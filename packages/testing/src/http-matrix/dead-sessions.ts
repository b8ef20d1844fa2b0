import { createHmac, randomBytes } from 'node:crypto'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { type SignedInPerson, signInAgain } from '#people'
import type { TestServer } from '#test-server'

/** Creates requests of people whose session must be rejected, each as similar to a valid one as possible. */
export async function createDeadSessions(
  testServer: TestServer,
  owner: SignedInPerson,
): Promise<Readonly<Record<string, SignedInPerson['headers']>>> {
  const ended = await signInAgain(testServer, owner)
  await testServer.call('POST', '/auth/sign-out', { headers: ended.headers })
  const expired = await signInAgain(testServer, owner)
  await asIdentity(testServer.server.services.database, 'read write', (tx) =>
    tx
      .updateTable('identity.sessions')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('id', '=', expired.session)
      .execute(),
  )
  const [name = '', value = ''] = owner.cookie.split('=', 2)
  const [token = ''] = decodeURIComponent(value).split('.')
  const withValue = (forged: string) => ({
    ...owner.headers,
    cookie: `${name}=${encodeURIComponent(forged)}`,
  })
  const signed = createHmac('sha256', randomBytes(32)).update(token).digest('base64')
  return {
    'a session that has ended': ended.headers,
    'a session that has expired': expired.headers,
    'the bare token of a session': withValue(token),
    'a cookie signed with another secret': withValue(`${token}.${signed}`),
    'a cookie without a value': withValue(''),
  }
}
