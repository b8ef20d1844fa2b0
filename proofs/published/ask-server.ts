import { randomBytes } from 'node:crypto'
import type { Ended } from '../parts/as-stranger.ts'

/** Request to a server that is ready, its outcome, and whether the response was the expected one. */
export type Asked = readonly [what: string, ended: Ended, isGood: boolean]

/** Paths, each with a pattern that its response must match. */
const PAGES: Readonly<Record<string, RegExp>> = {
  '/health/ready': /./,
  '/': /<div id="/,
  '/docs/': /<html/,
  '/docs/guides/self-hosting': /PgBouncer/,
  '/docs/tutorials/quickstart': /<html/,
  '/openapi.json': /"openapi"/,
  '/connect.js': /./,
  '/.well-known/oauth-authorization-server': /"authorization_endpoint"/,
}

/**
 * Requests everything from a new server that the build must contain: the app, the documentation, the authorization
 * server. Signs its first owner up by the printed link, and in.
 *
 * @param printed Output of the first start.
 */
export async function askServer(url: string, printed: string): Promise<readonly Asked[]> {
  const pages = Object.entries(PAGES).map(async ([path, expected]): Promise<Asked> => {
    const response = await fetch(new URL(path, url))
    const text = await response.text()
    const ended = { code: 0, printed: `${response.status} ${text.slice(0, 300)}` }
    return [`GET ${path}`, ended, response.status === 200 && expected.test(text)]
  })
  return [...(await Promise.all(pages)), ...(await signUpAndIn(url, printed))]
}

async function signUpAndIn(url: string, printed: string): Promise<readonly Asked[]> {
  const link = new URL(/sign up as the first owner:\s+(\S+)/.exec(printed)?.[1] ?? url)
  const who = { email: 'owner@example.com', password: randomBytes(12).toString('hex') }
  const post = async (path: string, body: object): Promise<Asked> => {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { origin: link.origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const ended = { code: 0, printed: `${response.status} ${(await response.text()).slice(0, 300)}` }
    return [`POST ${path}`, ended, response.status === 200]
  }
  const signedUp = await post('/auth/sign-up', { ...who, token: link.hash.slice(1), name: 'Olga Owner' })
  return [signedUp, await post('/auth/sign-in', who)]
}
