import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Configuration, Provider } from 'oidc-provider'
import { createIdCookie, hasIdCookie, removeBinding } from '#access/request/browser-binding'

/** Lifetime of a sign-in of a program in which the person has not decided. */
export const SIGN_IN_SECONDS = 900
/** Name that the library gives the cookie by which the browser goes on after a decision. */
const RESUME = 'resume'

/** Names of the library's cookies, of which {@link bindSignIns} sends one, under a name of its own. */
export const COOKIES: Configuration['cookies'] = {
  names: { session: 'session', interaction: 'interaction', resume: RESUME },
}

/**
 * Binds each sign-in of a program to the browser that began it, in which the person decides and goes on. The library's
 * cookies have the same names for all sign-ins, so another host of the domain could set them. They are replaced by one
 * cookie for each sign-in.
 */
export function bindSignIns(provider: Provider, publicUrl: string): void {
  const create = provider.createContext
  const createContext = (request: IncomingMessage, response: ServerResponse) => {
    const context = create.call(provider, request, response)
    /** Id of the sign-in at whose path the browser goes on. */
    const asked = context.path.split('/').at(-1) ?? ''
    const cookies: Pick<typeof context.cookies, 'get' | 'set' | 'secure'> = {
      secure: false,
      get: (name) =>
        name === RESUME && hasSignInCookie(publicUrl, asked, request.headers.cookie) ? asked : undefined,
      set(name, id) {
        if (name === RESUME)
          response.appendHeader(
            'set-cookie',
            typeof id === 'string'
              ? createIdCookie(publicUrl, { kind: 'agent', id }, SIGN_IN_SECONDS)
              : removeBinding(publicUrl, { kind: 'agent', id: asked }),
          )
        return context.cookies
      },
    }
    return Object.defineProperty(context, 'cookies', { value: cookies })
  }
  Object.assign(provider, { createContext })
}

/** Returns whether a sign-in of a program began in the browser that sent these cookies. */
export function hasSignInCookie(publicUrl: string, id: string, cookies: string | undefined): boolean {
  return hasIdCookie(publicUrl, { kind: 'agent', id }, cookies)
}
