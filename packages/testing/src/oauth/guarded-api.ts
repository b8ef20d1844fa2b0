import { json, type RespondToRequest, type ScriptedUpstream, startScriptedUpstream } from '#scripted-upstream'
import type { AuthorizationServer } from './authorization-server.ts'

/** API that accepts valid access tokens of an authorization server, and responds 401 otherwise. */
export interface GuardedApi extends ScriptedUpstream {
  /** Access tokens that arrived, oldest first. */
  tokens(): string[]
  /** Restores the initial behaviour. */
  guard(): void
}

/** Starts the API. @param authorization Returns the server whose tokens are valid. It may be started later. */
export async function startGuardedApi(authorization: () => AuthorizationServer): Promise<GuardedApi> {
  const upstream = await startScriptedUpstream()
  const getToken = ({ authorization }: { authorization?: string | undefined }) =>
    /^Bearer (.*)$/.exec(authorization ?? '')?.[1] ?? ''
  const guard: RespondToRequest = async (request, response) => {
    const isGood = await authorization().accepts(getToken(request.headers))
    if (!isGood) return json({ message: 'The access token is not good.' }, 401)(request, response)
    if (request.url.startsWith('/logs/')) {
      return void response.writeHead(200, { 'content-type': 'text/plain' }).end('a log')
    }
    return json({ items: [{ name: 'north' }] })(request, response)
  }
  upstream.respond(guard)
  return {
    ...upstream,
    tokens: () => upstream.arrived.map(({ headers }) => getToken(headers)),
    guard: () => upstream.respond(guard),
  }
}
