import { seededRandom } from '#random'
import { json, type RespondToRequest } from '#scripted-upstream'

/** Returns the configuration of an OpenID Connect provider. */
function getConfiguration(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  }
}

/** Responds correctly most of the time, and otherwise with every kind of bad response, which contains the request. */
export function answerAtWill(seed: number): RespondToRequest {
  const random = seededRandom(seed).fraction
  return (request, response) => {
    // Without a correct configuration no sign-in provider can be created.
    const [, path] = /^(.*)\/\.well-known\/openid-configuration$/.exec(request.url) ?? []
    if (path !== undefined)
      return json(getConfiguration(`http://${request.headers.host}${path}`))(request, response)
    const echoed = JSON.stringify({
      items: [{ id: 1, ...request.headers, url: request.url }],
      sent: request.body,
    })
    const roll = random()
    response.on('error', () => {})
    if (roll < 0.6) return void response.writeHead(200, { 'content-type': 'application/json' }).end(echoed)
    if (roll < 0.75) {
      const status = [301, 304, 400, 401, 403, 404, 409, 418, 422, 429, 429, 500, 502, 503, 599][
        Math.floor(random() * 15)
      ]
      return void response
        .writeHead(status ?? 500, { 'content-type': 'application/json', 'retry-after': '3' })
        .end(echoed)
    }
    if (roll < 0.8) return void response.writeHead(204).end()
    if (roll < 0.84) return void response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>${echoed}`)
    if (roll < 0.88)
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(echoed.slice(0, -5))
    if (roll < 0.91) return void response.socket?.destroy()
    if (roll < 0.94)
      return void response
        .writeHead(200, { 'content-length': '99' })
        .end('{', () => response.socket?.destroy())
    if (roll < 0.97)
      return void response.writeHead(307, { location: request.url + (random() < 0.5 ? '&a=1' : '') }).end()
    if (roll < 0.99) return void response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
    // Sends no response at all.
  }
}
