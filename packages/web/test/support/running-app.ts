import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { askWhileBusy } from '@bulkhead/testing/busy/while-busy'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { COMPILE_CACHE, PROGRAM } from '@bulkhead/testing/program'
import { startServerProcess } from '@bulkhead/testing/server-process'
import { startFakeGitHub } from './fake-github.ts'

const CLIENT = { client_id: 'web-test', client_secret: 'a-secret-that-is-long-enough-for-a-test' }

/** Engine of the servers. In a whole run it is one of the two, and the other one the next day. */
const [engine] = engines

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what the body is
  readonly body: any
}

/** Server with the app, started as an operator would, and a service that it may reach. */
export interface RunningApp {
  readonly url: string
  /** Sign-up link of the first owner, as printed by `serve`. */
  readonly signUpLink: string
  readonly github: Awaited<ReturnType<typeof startFakeGitHub>>
  readonly client: typeof CLIENT
  /** Calls the API as the first application. */
  call(method: string, path: string, body?: object): Promise<Answer>
  mint(workspace_name: string): Promise<{ token: string; workspace_id: string }>
  /** Creates a connector for the fake GitHub. @returns Its id. */
  connect(workspace_name: string, more?: object): Promise<string>
  /**
   * Creates a one-time link for a further owner, as the operator of the server does.
   *
   * @param organization Name of a new organization. Default: the first one.
   */
  linkOwner(organization?: string): Promise<string>
  log(): string
  stop(): Promise<void>
  /** Starts the same server again at the same address, after {@link stop}. */
  startAgain(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts a server with the app, on the embedded database if the settings name its folder.
 *
 * @param given Port to listen at, if the caller must know it in advance.
 */
export async function startApp(
  settings: Readonly<Record<string, string>> = {},
  given?: number,
): Promise<RunningApp> {
  const store = settings.BULKHEAD_DATA_DIR === undefined ? await engine?.createStore() : undefined
  const port = given ?? (await freePort())
  const url = `http://localhost:${port}`
  const github = await startFakeGitHub()
  const start = () =>
    startServerProcess({
      BULKHEAD_HOST: '127.0.0.1',
      BULKHEAD_PORT: String(port),
      BULKHEAD_PUBLIC_URL: url,
      ...store?.environment,
      BULKHEAD_CLIENT_ID: CLIENT.client_id,
      BULKHEAD_CLIENT_SECRET: CLIENT.client_secret,
      ...settings,
    })
  let server = start()
  await server.ready
  const signUpLink = /\S+\/sign-up#\S+/.exec(server.stderr())?.[0] ?? ''
  let token: string | undefined

  async function sendOnce(method: string, path: string, body?: object, bearer?: string): Promise<Answer> {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  /** Sends, again while the server is busy. */
  const send = (...request: Parameters<typeof sendOnce>) =>
    askWhileBusy(
      () => sendOnce(...request),
      ({ status }) => status === 503,
    )
  async function call(method: string, path: string, body?: object) {
    token ??= (await send('POST', '/api/v1/account/applications/token', CLIENT)).body.access_token as string
    return send(method, path, body, token)
  }
  async function mint(workspace_name: string) {
    const { status, body } = await call('POST', '/api/v1/account/applications/scoped-token', {
      workspace_name,
    })
    if (status !== 200) throw new Error(`mint answered ${status}: ${body.message}`)
    return body
  }
  async function operate(...args: readonly string[]) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', PROGRAM, 'operator', ...args],
      {
        env: {
          ...COMPILE_CACHE,
          PATH: process.env.PATH,
          ...(store?.environment ?? settings),
        },
      },
    )
    return JSON.parse(stdout)
  }
  return {
    url,
    signUpLink,
    github,
    client: CLIENT,
    call,
    mint,
    async connect(workspace_name, more = {}) {
      const { status, body } = await call('POST', '/api/v1/integrations/connectors', {
        workspace_name,
        connector_type: 'github',
        credentials: { token: 'ghp_not-the-right-one' },
        environment: { base_url: github.url },
        ...more,
      })
      if (status !== 200) throw new Error(`connect answered ${status}: ${body.message}`)
      return body.id as string
    },
    async linkOwner(organization) {
      if (organization === undefined) return (await operate('owners', 'link')).url
      const { organization_id } = await operate('organizations', 'create', organization)
      return (await operate('owners', 'link', '--organization-id', organization_id)).url
    },
    log: () => server.log.join('\n'),
    async stop() {
      await server.end('SIGTERM')
    },
    async startAgain() {
      server = start()
      await server.ready
    },
    async close() {
      await server.end('SIGKILL').catch(() => {})
      await github.close()
      store?.remove()
      await engine?.close()
    },
  }
}
