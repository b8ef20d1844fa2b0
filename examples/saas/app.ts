import { type Bulkhead, BulkheadError } from '@bulkhead/sdk'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Board } from './boards.ts'
import { page } from './page.ts'
import { findUser, USERS, type User } from './users.ts'

export interface AppOptions {
  /** URL of this app in browsers, such as `http://localhost:3000`. */
  readonly origin: string
  /** Secret that signs the session cookie. */
  readonly cookieSecret: string
  readonly bulkhead: Bulkhead
  readonly board: Board
}

/** Creates an app with two customers. Each connects an account of the board's service and sees its issues. */
export async function createApp({
  origin,
  cookieSecret,
  bulkhead,
  board,
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify()
  await app.register(cookie, { secret: cookieSecret })
  await app.register(formbody)

  app.get('/', async (request, reply) => {
    const user = getUser(request)
    reply.type('text/html; charset=utf-8')
    return page({ user, users: USERS, service: board.name, issues: user && (await readIssues(user)) })
  })

  // A stand-in for your own sign-in.
  app.post<{ Querystring: { as: string } }>('/sign-in', async (request, reply) => {
    const user = findUser(request.query.as)
    if (user === undefined) return reply.code(404).send('There is no such user.')
    reply.setCookie('user', user.id, { signed: true, httpOnly: true, sameSite: 'lax', path: '/' })
    return reply.redirect('/', 303)
  })

  // Handles the button that connects.
  app.post('/connect', async (request, reply) => {
    const user = getUser(request)
    if (user === undefined) return reply.redirect('/', 303)
    const { url } = await bulkhead.connect.sessions.create({
      workspace_name: user.customer,
      services: [board.service],
      end_user: { id: user.id, email: user.email, name: user.name },
      redirect_url: `${origin}/connected`,
    })
    return reply.redirect(url, 303)
  })

  // The browser returns here from the connect link.
  app.get<{ Querystring: Partial<Record<'session_id' | 'confirmation_code' | 'error', string>> }>(
    '/connected',
    async (request, reply) => {
      const user = getUser(request)
      const { session_id, confirmation_code, error } = request.query
      if (user === undefined || session_id === undefined || confirmation_code === undefined) {
        return reply.redirect(`/?failed=${error === 'access_denied' ? 'declined' : 'yes'}`, 303)
      }
      try {
        // The user of this browser, not the user whom the link was created for: they differ if somebody passed the link
        // on.
        await bulkhead.connect.sessions.confirm(session_id, { end_user_id: user.id, confirmation_code })
      } catch (thrown) {
        if (!hasCode(thrown, 'confirmation_refused')) throw thrown
        await bulkhead.connect.sessions.discard(session_id)
        return reply.code(403).send('This link was made for somebody else. Nothing was connected.')
      }
      return reply.redirect('/', 303)
    },
  )
  return app

  /** Reads the issues of a customer. @returns Undefined if the customer has not connected yet. */
  async function readIssues({ customer }: User): Promise<string[] | undefined> {
    try {
      return await board.readTitles(bulkhead.workspace(customer))
    } catch (error) {
      if (hasCode(error, 'no_connector', 'connector_pending')) return undefined
      throw error
    }
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof BulkheadError && codes.includes(error.code)
}

function getUser(request: FastifyRequest): User | undefined {
  const { valid, value } = request.unsignCookie(request.cookies.user ?? '')
  return valid && value !== null ? findUser(value) : undefined
}
