import { createHmac } from 'node:crypto'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { once } from '#platform/single-flight'
import { isSameText } from '#platform/text-hash'
import { ADDRESS_HEADER, getSessionCookie, loadBetterAuth, SESSION_MOST_SECONDS } from './better-auth.ts'

/** Address and user agent of a sign-in attempt. */
export interface Browser {
  readonly address: string
  readonly user_agent: string | undefined
}

/** A session as its cookie names it. */
export interface NamedSession {
  readonly id: string
  readonly person_id: string
  /** `Set-Cookie` values that belong to the answer. */
  readonly cookies: readonly string[]
}

/** People: who they are by password and by cookie. better-auth is loaded when a person is first there. */
export interface Identity {
  /** Starts a session. @returns Undefined where address and password do not belong together. */
  signIn(email: string, password: string, browser: Browser): Promise<NamedSession | undefined>
  /** Starts a session for somebody who is known already. @returns Undefined where there is no such person any more. */
  beginSession(person: string, browser: Browser): Promise<NamedSession | undefined>
  /** Whether a request brings a session cookie, good or not. */
  hasCookie(cookies: string | undefined): cookies is string
  /**
   * The living session that a `Cookie` header names. The database is asked each time, so a session that has
   * ended has ended everywhere at once.
   *
   * @param extend Whether this is use that moves the end of the session on.
   */
  sessionOf(cookies: string, extend: boolean): Promise<NamedSession | undefined>
  hashPassword(password: string): Promise<string>
  isPassword(hash: string, password: string): Promise<boolean>
  /** The token with which pages prove that they are ours, the same for the whole session. */
  csrfTokenOf(session: string): Promise<string>
  isCsrfToken(session: string, presented: string): Promise<boolean>
  /** `Set-Cookie` that removes the session cookie. */
  readonly removingCookie: string
}

export interface IdentityOptions {
  readonly database: Database
  readonly publicUrl: string
  readonly log: Log
  /** Opens the secret that signs cookies. */
  openSecret(): Promise<Uint8Array>
}

export function createIdentity({ database, publicUrl, log, openSecret }: IdentityOptions): Identity {
  const cookie = getSessionCookie(publicUrl)
  const named = new RegExp(`(?:^|;\\s*)${cookie.name}=`)
  const secret = once(openSecret)
  const auth = once(async () =>
    loadBetterAuth({ database, publicUrl, log, secret: Buffer.from(await secret()).toString('base64url') }),
  )

  async function getCsrfToken(session: string) {
    return createHmac('sha256', await secret())
      .update(`csrf ${session}`)
      .digest('base64url')
  }

  return {
    async signIn(email, password, { address, user_agent }) {
      const { api } = await auth()
      const headers = new Headers({ [ADDRESS_HEADER]: address, 'user-agent': user_agent ?? '' })
      try {
        const { response, headers: answered } = await api.signInEmail({
          body: { email, password },
          headers,
          returnHeaders: true,
        })
        const { id, person_id } = await asIdentity(database, 'read only', (tx) =>
          tx
            .selectFrom('identity.sessions')
            .select(['id', 'person_id'])
            .where('token', '=', response.token)
            .executeTakeFirstOrThrow(),
        )
        return { id, person_id, cookies: answered.getSetCookie() }
      } catch (error) {
        if (isRefusal(error)) return undefined
        throw await getCause(database, error)
      }
    },
    async beginSession(person, { address, user_agent }) {
      const { api } = await auth()
      const headers = new Headers({ [ADDRESS_HEADER]: address, 'user-agent': user_agent ?? '' })
      try {
        const { response, headers: answered } = await api.beginSession({
          body: { person },
          headers,
          returnHeaders: true,
        })
        return { id: response.id, person_id: person, cookies: answered.getSetCookie() }
      } catch (error) {
        if (isRefusal(error)) return undefined
        throw await getCause(database, error)
      }
    },
    hasCookie: (cookies): cookies is string => cookies !== undefined && named.test(cookies),
    async sessionOf(cookies, extend) {
      const { api } = await auth()
      try {
        const { response, headers } = await api.getSession({
          headers: new Headers({ cookie: cookies }),
          query: { disableRefresh: !extend },
          returnHeaders: true,
        })
        if (response === null) return undefined
        const { id, userId, createdAt } = response.session
        if (Date.now() - createdAt.getTime() > SESSION_MOST_SECONDS * 1000) return undefined
        return { id, person_id: userId, cookies: headers.getSetCookie() }
      } catch (error) {
        if (isRefusal(error)) return undefined
        throw await getCause(database, error)
      }
    },
    async hashPassword(password) {
      const { password: passwords } = await (await auth()).$context
      return passwords.hash(password)
    },
    async isPassword(hash, password) {
      const { password: passwords } = await (await auth()).$context
      return passwords.verify({ hash, password })
    },
    csrfTokenOf: getCsrfToken,
    async isCsrfToken(session, presented) {
      return isSameText(await getCsrfToken(session), presented)
    },
    removingCookie: `${cookie.name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict${cookie.attributes.secure ? '; Secure' : ''}`,
  }
}

/** Whether better-auth says no, rather than that something went wrong. */
function isRefusal(error: unknown): boolean {
  const { name, statusCode = 500 } = error as Error & { statusCode?: number }
  return name === 'APIError' && statusCode < 500
}

/** better-auth says no more than that something failed; a database that is away says so when it is asked. */
async function getCause(database: Database, error: unknown): Promise<unknown> {
  await asIdentity(database, 'read only', (tx) =>
    tx.selectFrom('identity.members').select('role').limit(1).execute(),
  )
  return error
}
