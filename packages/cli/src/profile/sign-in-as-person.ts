import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import open from 'open'
import type { Call } from '#command/command'
import { CommandError, EXIT } from '#command/command-error'
import { showWaiting } from '#terminal/show-waiting'
import { canAsk } from '#terminal/terminal'
import { CLIENT_ID, type OAuthReply, postForm, type TokenAnswer, toStored } from './oauth-client.ts'
import type { SignInProfile } from './profiles.ts'
import { storeSignIn } from './sign-in-store.ts'
import { replaceProfile } from './sign-out.ts'

/** Time in which the person must decide. */
const BROWSER_MS = 15 * 60_000
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
/** Longest wait between two polls while the server does not respond. */
const MAX_WAIT_MS = 30_000

/** Signs a person in by the browser or by a code, and saves a profile. */
export async function signIn(call: Call, name: string, url: string): Promise<void> {
  const { environment, stderr } = call.terminal
  const answer = call.flags.device === true ? await byCode(call, url) : await byBrowser(call, url)
  const { organization_id, organization_name, person_email: person, workspace_name, read_only } = answer
  const { store } = await replaceProfile(environment, name, async (): Promise<SignInProfile> => {
    const store = await storeSignIn(environment, name, toStored(answer))
    return {
      ...{ url, client_id: CLIENT_ID, organization_id, person, store },
      ...(workspace_name !== undefined && { only_workspace: workspace_name, workspace: workspace_name }),
    }
  })
  const reach = workspace_name === undefined ? '' : `, in the workspace ${workspace_name}`
  const where = store === 'keyring' ? 'the keyring of the system' : 'a file that only you can read'
  stderr.write(
    `Signed in to ${organization_name} as ${person}${reach}${read_only ? ', to read' : ''}. Saved as the profile ${name}, in ${where}.\n`,
  )
  const hidden = ['BULKHEAD_TOKEN', 'BULKHEAD_CLIENT_ID'].find((variable) => environment[variable])
  if (hidden !== undefined) stderr.write(`While ${hidden} is set, it is used instead of the profile.\n`)
}

/** Returns the OAuth parameters of the requested access. */
function getAsked({ flags }: Call, url: string): Record<string, string> {
  return {
    scope: flags['read-only'] === true ? 'mcp:read' : 'mcp',
    resource: `${url}/api/v1`,
    ...(typeof flags.workspace === 'string' && { workspace: flags.workspace }),
  }
}

/** Signs in by authorization code with PKCE. The browser returns the code to a loopback port (RFC 8252 §7.3). */
async function byBrowser(call: Call, address: string): Promise<TokenAnswer> {
  const { terminal, flags, signal } = call
  // The issuer is the server's URL for browsers, and identifies its resource.
  const issuer = await readIssuer(address, signal)
  const verifier = randomBytes(32).toString('base64url')
  const state = randomBytes(16).toString('base64url')
  const { promise, resolve } = Promise.withResolvers<URLSearchParams>()
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const isOurs = pathname === '/callback' && searchParams.get('state') === state
    response
      .writeHead(isOurs ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
      .end(isOurs ? 'You can close this page, and return to the command line.\n' : 'Not found\n')
    // Only once the browser has its response: what follows closes the connection.
    if (isOurs) response.once('close', () => resolve(searchParams))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const redirect_uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`
  const query = new URLSearchParams({
    ...{ response_type: 'code', client_id: CLIENT_ID, redirect_uri, state },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...getAsked(call, issuer),
  })
  const link = `${issuer}/oauth/authorize?${query}`
  const opens = flags['no-browser'] !== true && canAsk(terminal)
  const isOpened = opens && (await open(link).then(Boolean, () => false))
  terminal.stderr.write(
    `${isOpened ? 'Opened in your browser' : 'Open in a browser on this machine'}: ${link}\n`,
  )
  if (!isOpened) terminal.stderr.write('Without a browser here: bulkhead login --device\n')
  const line = showWaiting(terminal, 'Waiting for the browser')
  try {
    const late = sleep(BROWSER_MS, undefined, { ref: false }).then(() => {
      throw refused('Nobody decided in time.')
    })
    const aborted = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
    )
    const callback = await Promise.race([promise, late, aborted])
    // RFC 9207: a response of another issuer is rejected.
    if (callback.get('iss') !== issuer) throw refused('The response came from another server.')
    const code = callback.get('code')
    if (code === null) throw refused(callback.get('error_description') ?? 'The sign-in was refused.')
    const { status, body } = await postForm(
      address,
      '/oauth/token',
      { grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier },
      signal,
    )
    if (status !== 200) throw refused(body.error_description ?? `The server responded with ${status}.`)
    return body as TokenAnswer
  } finally {
    line.end()
    server.close()
    // A browser may hold a spare connection without a request, which `close` leaves open.
    server.closeAllConnections()
  }
}

/** Signs in by a code that the person types into a browser on any device (RFC 8628). */
async function byCode(call: Call, address: string): Promise<TokenAnswer> {
  const { terminal, signal } = call
  const issuer = await readIssuer(address, signal)
  const asked = await postForm(address, '/oauth/device_authorization', getAsked(call, issuer), signal)
  const { device_code, user_code, verification_uri, interval = 5, expires_in = 600 } = asked.body
  if (asked.status !== 200 || device_code === undefined)
    throw refused(asked.body.error_description ?? `The server responded with ${asked.status}.`)
  terminal.stderr.write(`Open ${verification_uri} in a browser, and type this code: ${user_code}\n`)
  const line = showWaiting(terminal, 'Waiting for the browser')
  const until = Date.now() + expires_in * 1000
  try {
    for (let waitMs = interval * 1000; Date.now() < until; ) {
      await sleep(waitMs, undefined, { signal })
      const form = { grant_type: DEVICE_GRANT, device_code }
      const { status, body } = await poll(address, form, signal)
      if (status === 200) return body as TokenAnswer
      if (status >= 500 || body.error === 'temporarily_unavailable')
        waitMs = Math.min(waitMs * 2, MAX_WAIT_MS)
      else if (body.error === 'slow_down') waitMs += 5_000
      else if (body.error !== 'authorization_pending')
        throw refused(body.error_description ?? `The server responded with ${status}.`)
    }
  } finally {
    line.end()
  }
  throw refused('Nobody typed the code in time.')
}

/** Asks whether the person has typed the code. No response counts as 503: the code outlives a restart of the server. */
async function poll(
  address: string,
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<OAuthReply> {
  try {
    return await postForm(address, '/oauth/token', form, signal)
  } catch (error) {
    if (!(error instanceof CommandError && error.code === 'connection')) throw error
    return { status: 503, body: {} }
  }
}

async function readIssuer(address: string, signal: AbortSignal): Promise<string> {
  const path = '/.well-known/oauth-authorization-server'
  try {
    const response = await fetch(`${address}${path}`, { redirect: 'error', signal })
    const { issuer } = (await response.json()) as { issuer: string }
    return new URL(issuer).origin
  } catch (cause) {
    if (signal.aborted) throw cause
    const hint = 'Check the address, and whether the server is running.'
    throw new CommandError(EXIT.failed, 'connection', `No Bulkhead server responded at ${address}.`, hint)
  }
}

function refused(why: string): CommandError {
  return new CommandError(EXIT.unauthenticated, 'not_signed_in', `You are not signed in: ${why}`)
}
