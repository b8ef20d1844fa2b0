import { CSRF_HEADER } from '@bulkhead/contract/people'

/** Person who is signed in at a server in another process. */
export interface PersonElsewhere {
  readonly email: string
  readonly password: string
  /** Posts as the web app does. @returns The body of the response, which is a success. */
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it is
  post(path: string, body: unknown): Promise<any>
}

/**
 * Signs a person up by a one-time link, as the web app does.
 *
 * @param url URL of the server, if the origin of the link is only for its pages.
 */
export async function signUpByLink(link: string, email: string, url?: string): Promise<PersonElsewhere> {
  const { origin, hash } = new URL(link)
  const headers: Record<string, string> = { 'content-type': 'application/json', origin }
  const send = async (path: string, body: unknown) => {
    const response = await fetch((url ?? origin) + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
    return { headers: response.headers, body: JSON.parse(text) }
  }
  const who = { email, password: 'a password of some length' }
  const signedUp = await send('/auth/sign-up', { ...who, token: hash.slice(1), name: 'Somebody' })
  headers.cookie = signedUp.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  headers[CSRF_HEADER] = signedUp.body.csrf_token
  return { ...who, post: async (path, body) => (await send(path, body)).body }
}

/** Approves a command line that shows a code, for everything (`bulkhead login --device`). */
export async function allowCode(person: PersonElsewhere, shown: string): Promise<void> {
  const user_code = /type this code: (\S+)/.exec(shown)?.[1]
  await person.post('/oauth/device/decision', { user_code, allow: true, everywhere: true })
}
