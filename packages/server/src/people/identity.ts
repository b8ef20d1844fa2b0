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

/** Session that a cookie identifies. */
export interface NamedSession {
  readonly id: string
  readonly person_id: string
  /** `Set-Cookie` values for the response. */
  readonly cookies: readonly string[]
}

/** Passwords and sessions of people. better-auth is loaded once there is a person. */
export interface Identity {
  /** Starts a session. @returns Undefined if the address and the password do not match. */
  signIn(email: string, password: string, browser: Browser): Promise<NamedSession | undefined>
  /** Starts a session for a person who has been identified. @returns Undefined if the person no longer exists. */
  beginSession(person: string, browser: Browser): Promise<NamedSession | undefined>
  /** Returns whether a request has a session cookie, valid or not. */
  hasCookie(cookies: string | undefined): cookies is string
  /**
   * Returns the valid session that a `Cookie` header names. The database is asked each time, so a session that has
   * ended is refused everywhere at once.
   *
   * @param extend Whether this use extends the session.
   */
  sessionOf(cookies: string, extend: boolean): Promise<NamedSession | undefined>
  hashPassword(password: string): Promise<string>
  isPassword(hash: string, password: string): Promise<boolean>
  /**
   * Returns the token that proves that a request comes from a page of this server. It stays the same for the whole
   * session.
   */
  csrfTokenOf(session: string): Promise<string>
  isCsrfToken(session: string, presented: string): Promise<boolean>
  /** `Set-Cookie` that removes the session cookie. */
  readonly removingCookie: string
}

export interface IdentityOptions {
  readonly database: Database
  readonly publicUrl: string
  readonly log: Log
  /** Decrypts the secret that signs cookies. */
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

/** Returns whether better-auth refused the request. Any other error is a failure. */
function isRefusal(error: unknown): boolean {
  const { name, statusCode = 500 } = error as Error & { statusCode?: number }
  return name === 'APIError' && statusCode < 500
}

/**
 * Returns the error of a failed call. better-auth only says that something failed, so this queries the database, which
 * throws its own error if it cannot be reached.
 */
async function getCause(database: Database, error: unknown): Promise<unknown> {
  await asIdentity(database, 'read only', (tx) =>
    tx.selectFrom('identity.members').select('role').limit(1).execute(),
  )
  return error
}
