import { createHash, createHmac, randomBytes } from 'node:crypto'
import { SESSION_COOKIE } from '@bulkhead/contract/people'
import { v7 as uuidv7 } from 'uuid'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { isForeignKeyViolation } from '#platform/database/schema/sqlstate'
import { once } from '#platform/single-flight'
import { isSameText } from '#platform/text-hash'
import { hashPassword, isPassword } from './passwords.ts'
import { IS_WITHIN_LONGEST, LONGEST } from './sessions/session-limits.ts'

/** Address and user agent of a sign-in attempt. */
export interface Browser {
  readonly address: string
  readonly user_agent: string | undefined
}

/** Session that a cookie identifies. */
export interface NamedSession {
  readonly id: string
  readonly person_id: string
}

/** Session that has begun. */
export interface BegunSession extends NamedSession {
  /** `Set-Cookie` value for the response. */
  readonly cookie: string
}

/** Sessions of people, and the passwords by which they begin. */
export interface Identity {
  /**
   * Starts a session.
   *
   * @returns The session, with the hash of the password that it began by; undefined if the address and the password do
   *   not match.
   */
  signIn(
    email: string,
    password: string,
    browser: Browser,
  ): Promise<(BegunSession & { readonly hash: string }) | undefined>
  /** Starts a session for a person who has been identified. @returns Undefined if the person no longer exists. */
  beginSession(person: string, browser: Browser): Promise<BegunSession | undefined>
  /** Returns whether a request has a session cookie, valid or not. */
  hasCookie(cookies: string | undefined): cookies is string
  /**
   * Returns the valid session that a `Cookie` header names. The database is asked each time, so a session that has
   * ended is refused everywhere at once.
   */
  sessionOf(cookies: string): Promise<NamedSession | undefined>
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
  /** Server URL for browsers. */
  readonly publicUrl: string
  /** Decrypts the secret of which the CSRF tokens are made. */
  openSecret(): Promise<Uint8Array>
}

export function createIdentity({ database, publicUrl, openSecret }: IdentityOptions): Identity {
  const isSecure = publicUrl.startsWith('https:')
  const name = isSecure ? `__Host-${SESSION_COOKIE}` : SESSION_COOKIE
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
  const pair = new RegExp(`(?:^|;\\s*)${name}=([^;]*)`)
  const secret = once(openSecret)

  async function getCsrfToken(session: string) {
    return createHmac('sha256', await secret())
      .update(`csrf ${session}`)
      .digest('base64url')
  }

  async function beginSession(person_id: string, { address, user_agent }: Browser) {
    const token = randomBytes(32).toString('base64url')
    const id = uuidv7()
    const row = { id, person_id, token_hash: toTokenHash(token), ip_address: address, user_agent }
    try {
      await asIdentity(database, 'read write', (tx) =>
        tx.insertInto('identity.sessions').values(row).execute(),
      )
    } catch (error) {
      if (isForeignKeyViolation(error)) return undefined
      throw error
    }
    const cookie = `${name}=${token}; Max-Age=${LONGEST.session_hours * 3_600}; ${attributes}`
    return { id, person_id, cookie }
  }

  return {
    async signIn(email, password, browser) {
      const person = await asIdentity(database, 'read only', (tx) =>
        tx
          .selectFrom('identity.people as p')
          .innerJoin('identity.passwords as w', 'w.person_id', 'p.id')
          .select(['p.id', 'w.hash'])
          .where('p.email', '=', email.toLowerCase())
          .executeTakeFirst(),
      )
      const hash = person?.hash ?? undefined
      if (!(await isPassword(hash, password)) || person === undefined || hash === undefined) return undefined
      const session = await beginSession(person.id, browser)
      return session && { ...session, hash }
    },
    beginSession,
    hasCookie: (cookies): cookies is string => cookies !== undefined && pair.test(cookies),
    async sessionOf(cookies) {
      const token = pair.exec(cookies)?.[1]
      if (!token) return undefined
      return asIdentity(database, 'read only', (tx) =>
        tx
          .selectFrom('identity.sessions as s')
          .select(['s.id', 's.person_id'])
          .where('s.token_hash', '=', toTokenHash(token))
          .where(IS_WITHIN_LONGEST)
          .executeTakeFirst(),
      )
    },
    hashPassword,
    isPassword,
    csrfTokenOf: getCsrfToken,
    async isCsrfToken(session, presented) {
      return isSameText(await getCsrfToken(session), presented)
    },
    removingCookie: `${name}=; Max-Age=0; ${attributes}`,
  }
}

/** Returns the stored form of a session token. A plain hash is enough for 256 random bits. */
function toTokenHash(token: string): Uint8Array {
  return createHash('sha256').update(token).digest()
}
