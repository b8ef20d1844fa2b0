import { SESSION_COOKIE } from '@bulkhead/contract/people'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '#platform/database/roles/confine'
import { identityKysely } from '#platform/database/roles/identity-kysely'
import type { Log } from '#platform/log'

/** Seconds after which an unused session ends. */
const SESSION_SECONDS = 7 * 86_400
/** Seconds after which a session ends even if it is used. */
export const SESSION_MOST_SECONDS = 30 * 86_400
/** Seconds between two writes of a session's last use and end, at least. */
const NOTED_EVERY_SECONDS = 3_600
/** Header that gives better-auth the address. The caller's own value is not passed on. */
export const ADDRESS_HEADER = 'x-bulkhead-address'

export interface BetterAuthOptions {
  readonly database: Database
  /** Secret that signs the cookies. */
  readonly secret: string
  /** Server URL for browsers. */
  readonly publicUrl: string
  readonly log: Log
}

/** Returns the name and the attributes of the session cookie of a server at this URL. */
export function getSessionCookie(publicUrl: string) {
  const secure = publicUrl.startsWith('https:')
  return {
    name: secure ? `__Host-${SESSION_COOKIE}` : SESSION_COOKIE,
    attributes: { secure, httpOnly: true, sameSite: 'strict', path: '/' },
  } as const
}

/**
 * Loads better-auth, which uses tables with our own names, as `bulkhead_identity`. Loading takes 45 MB and half a
 * second, so a server to which no person signs in does not load it. None of its endpoints is served: all of its
 * functions are operations of the contract.
 */
export async function loadBetterAuth({ database, secret, publicUrl, log }: BetterAuthOptions) {
  const [{ betterAuth }, begin] = await Promise.all([import('better-auth'), loadSessionEndpoint()])
  const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' }
  return betterAuth({
    baseURL: publicUrl,
    basePath: '/auth',
    secret,
    database: { db: identityKysely(database), type: 'postgres', schemaName: 'identity', transaction: true },
    user: { modelName: 'people', fields: { emailVerified: 'email_verified', ...timestamps } },
    session: {
      modelName: 'sessions',
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...timestamps,
      },
      expiresIn: SESSION_SECONDS,
      updateAge: NOTED_EVERY_SECONDS,
    },
    account: {
      modelName: 'accounts',
      fields: {
        userId: 'person_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...timestamps,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...timestamps } },
    // People sign up only by a link from this server.
    emailAndPassword: { enabled: true, disableSignUp: true, autoSignIn: false },
    advanced: {
      database: { generateId: () => uuidv7() },
      useSecureCookies: false,
      cookies: { session_token: getSessionCookie(publicUrl) },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    plugins: [{ id: 'bulkhead', endpoints: { beginSession: begin } }],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Logs only that it failed: the messages of better-auth may contain what a caller sent.
    logger: { level: 'error', log: () => log.error('better-auth failed') },
  })
}

/**
 * Loads the endpoint that begins a session for a person identified without a password. It has no path, so nothing
 * serves it.
 */
async function loadSessionEndpoint() {
  const [{ createAuthEndpoint }, { setSessionCookie }] = await Promise.all([
    import('better-auth/api'),
    import('better-auth/cookies'),
  ])
  return createAuthEndpoint(
    '/begin-session',
    { method: 'POST', metadata: { SERVER_ONLY: true, $Infer: { body: {} as { person: string } } } },
    async (ctx) => {
      const { internalAdapter } = ctx.context
      const user = await internalAdapter.findUserById(ctx.body.person)
      if (user === null) throw ctx.error('UNAUTHORIZED')
      const session = await internalAdapter.createSession(user.id)
      await setSessionCookie(ctx, { session, user })
      return ctx.json({ id: session.id })
    },
  )
}
