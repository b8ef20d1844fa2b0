import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from '@bulkhead/testing/free-port'
import { decide, finish, openAuthorizationUrl } from '@bulkhead/testing/oauth/agents'
import { type OwnedServer, startOwnedServer } from '@bulkhead/testing/oauth/owned-server'
import type { LocalServer } from '@bulkhead/testing/upstreams/listen-locally'
import { type Ended, Stranger } from '../parts/as-stranger.ts'
import { onEngines, type ProofReport, runProof, takeOneEngine } from '../parts/run-proof.ts'
import { startScriptedModels } from './scripted-models.ts'

/** Programs, in the versions that were the newest when this was written. */
const PACKAGES = [
  '@anthropic-ai/claude-code@2.1.197',
  '@modelcontextprotocol/inspector@2.12.0',
  '@openai/codex@0.171.0',
  '@google/gemini-cli@0.61.0',
]
const TOOL = 'who_am_i'

/** Server, the programs installed beside it, and the models that they ask. */
interface Scene extends OwnedServer {
  readonly url: string
  readonly stranger: Stranger
  readonly models: LocalServer
  /** Folder of the programs. */
  readonly place: string
  readonly bin: string
  readonly report: ProofReport
  /** Names of the commands that did what they should. */
  readonly done: string[]
}

async function runInspector(scene: Scene, key: string): Promise<void> {
  const { stranger, url, place, bin, workspace_id } = scene
  const inspect = (method: string) =>
    stranger.shell(
      `${bin}/mcp-inspector --cli ${url}/mcp --transport http --header "Authorization: Bearer ${key}" --method ${method}`,
      place,
    )
  check(scene, 'Inspector: tools/list by a key', await inspect('tools/list'), TOOL, 'execute')
  const called = await inspect(`tools/call --tool-name ${TOOL}`)
  check(scene, 'Inspector: tools/call by a key', called, workspace_id)
}

async function runCodex(scene: Scene): Promise<void> {
  const { stranger, models, url, place, owner } = scene
  const home = stranger.newFolder('codex', {
    'config.toml': `
model = "scripted"
model_provider = "local"
mcp_oauth_credentials_store = "file"
[model_providers.local]
name = "local"
base_url = "${models.url}/v1"
wire_api = "responses"
`,
  })
  const environment = { CODEX_HOME: home, HOME: home }
  const codex = (rest: string) => `${scene.bin}/codex ${rest}`
  const run = (rest: string) => stranger.shell(codex(rest), place, environment)
  const ask = () => run('exec --skip-git-repo-check "Who am I?" </dev/null')
  const added = await runInBrowser(scene, codex(`mcp add bulkhead --url ${url}/mcp`), place, environment)
  check(scene, 'Codex: adding the URL signs in', added)
  check(scene, 'Codex: lists it as signed in', await run('mcp list'), 'OAuth')
  check(scene, 'Codex: tools/call', await ask(), owner.person)
  await endGrants(scene)
  const again = await runInBrowser(scene, codex('mcp login bulkhead'), place, environment)
  check(scene, 'Codex: signs in again after the grant was ended', again)
  check(scene, 'Codex: tools/call after it', await ask(), owner.person)
  check(scene, 'Codex: signs out', await run('mcp logout bulkhead'))
}

/** Claude Code without a model, which only its vendor has: it signs in and says whether it is connected. */
async function runClaude(scene: Scene): Promise<void> {
  const { stranger, url, bin } = scene
  const home = stranger.newFolder('claude')
  const environment = {
    HOME: home,
    CLAUDE_CONFIG_DIR: home,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    BROWSER: 'true',
  }
  const claude = (rest: string) => `${bin}/claude ${rest}`
  const run = (rest: string) => stranger.shell(claude(rest), home, environment)
  check(scene, 'Claude Code: adds the URL', await run(`mcp add --transport http bulkhead ${url}/mcp`))
  // It signs in only in a terminal.
  const login = `exec script -qec '${claude('mcp login bulkhead')}' /dev/null`
  const signedIn = await runInBrowser(scene, login, home, environment)
  check(scene, 'Claude Code: signs in', signedIn)
  check(scene, 'Claude Code: lists it as connected', await run('mcp list'), 'Connected')
}

async function runGemini(scene: Scene, key: string): Promise<void> {
  const { stranger, models, url, workspace_id, owner } = scene
  /** Returns a command of the program, with settings of its own that name the server. */
  const setUp = (name: string, headers?: Readonly<Record<string, string>>) => {
    const home = stranger.newFolder(name)
    const settings = stranger.newFolder(`${name}/.gemini`, {
      'settings.json': {
        security: { auth: { selectedType: 'gemini-api-key' } },
        privacy: { usageStatisticsEnabled: false },
        mcpServers: { bulkhead: { httpUrl: `${url}/mcp`, headers, trust: true } },
      },
    })
    const environment = {
      HOME: home,
      GEMINI_CLI_HOME: join(settings, '..'),
      GEMINI_API_KEY: 'none',
      GOOGLE_GEMINI_BASE_URL: models.url,
      GEMINI_CLI_TRUST_WORKSPACE: 'true',
    }
    return (rest: string) => [`${scene.bin}/gemini ${rest}`, home, environment] as const
  }
  const ask = '--skip-trust --yolo -p "Who am I?"'
  const byKey = setUp('gemini-key', { Authorization: `Bearer ${key}` })
  check(scene, 'Gemini CLI: mcp list by a key', await stranger.shell(...byKey('mcp list')), 'Connected')
  check(scene, 'Gemini CLI: tools/call by a key', await stranger.shell(...byKey(ask)), workspace_id)
  const bySignIn = setUp('gemini')
  const [command, home, environment] = bySignIn('--skip-trust -p "/mcp auth bulkhead"')
  // Only in a terminal does it ask whether it may sign in. Its exit code is no use: without a session of a person,
  // each command ends with an error.
  await runInBrowser(scene, `exec script -qec '${command}' /dev/null`, home, {
    ...environment,
    BROWSER: 'www-browser',
  })
  check(scene, 'Gemini CLI: tools/call after a sign-in', await stranger.shell(...bySignIn(ask)), owner.person)
}

/** Reports a command, which must succeed and print these strings. */
function check(
  { report, done }: Scene,
  what: string,
  { code, printed }: Ended,
  ...expected: readonly string[]
): void {
  const missing = expected.filter((text) => !printed.includes(text))
  if (code === 0 && missing.length === 0) {
    done.push(what)
    report.print(`ok ${what}`)
  } else report.fault([`${what}: ended with ${code} and printed ${printed}`])
}

async function createKey({ testServer, tenant, workspace_id }: OwnedServer): Promise<string> {
  const { status, body, text } = await testServer.call('POST', `/api/v1/workspaces/${workspace_id}/keys`, {
    token: tenant.token,
    body: { name: 'programs' },
  })
  if (status !== 200) throw new Error(`making a key answered ${status}: ${text}`)
  return body.key
}

async function endGrants({ testServer, owner: { headers } }: Scene): Promise<void> {
  const { body } = await testServer.call('GET', '/api/v1/agent-grants', { headers })
  for (const { id } of body.data) await testServer.call('DELETE', `/api/v1/agent-grants/${id}`, { headers })
}

/** Runs a command that prints an authorization URL, and allows it as the owner does in a browser. */
async function runInBrowser(
  scene: Scene,
  command: string,
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const child = spawn('bash', ['-c', command], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: 'pipe',
    timeout: 120_000,
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let printed = ''
  let allowing: Promise<void> | undefined
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text
      if (text.includes('[Y/n]')) child.stdin.end('Y\n')
      // A character behind the URL says that all of it has arrived.
      const [, asked] =
        /(http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\?[\w%&=.~+-]+)[^\w%&=.~+-]/.exec(printed) ?? []
      if (asked !== undefined)
        allowing ??= allow(scene, asked).catch((error: unknown) => {
          printed += String(error)
          child.kill()
        })
    })
  const code = await ended
  await allowing
  return { code: allowing === undefined ? 1 : code, printed }
}

/** Allows a program at its authorization URL, and returns to the program as the browser does. */
async function allow({ testServer, owner, workspace_id }: Scene, asked: string): Promise<void> {
  const { begun } = await openAuthorizationUrl(testServer, asked)
  if (begun === undefined) throw new Error(`${asked} leads to no consent page`)
  const { status, body, text } = await decide(testServer, owner, begun, { workspace_id })
  if (status !== 200) throw new Error(`deciding answered ${status}: ${text}`)
  await fetch(await finish(testServer, begun, body.redirect_to))
}

await runProof(
  'mcp --scenario programs',
  `Installs MCP clients from npm, lets each sign in to a server and call a tool, and asks no vendor: their models run on this machine. Fails when a program does not get its result. The programs: ${PACKAGES.join(', ')}.`,
  { engine: takeOneEngine('pglite') },
  ({ engine }, report) =>
    onEngines(engine, async (one) => {
      const stranger = new Stranger('programs')
      const port = await freePort()
      const url = `http://127.0.0.1:${port}`
      const models = await startScriptedModels(TOOL)
      const owned = await startOwnedServer(one, {
        environment: {
          BULKHEAD_PORT: String(port),
          BULKHEAD_PUBLIC_URL: url,
          // Nothing listens there, as on a network without a way to the vendors. So the programs register.
          BULKHEAD_PROXY_URL: `http://127.0.0.1:${await freePort()}`,
          BULKHEAD_PROXY_RESOLVES: 'on',
          BULKHEAD_CLIENT_ID_DOCUMENTS: 'auto',
        },
      })
      try {
        const place = stranger.newFolder('programs', { 'package.json': { private: true } })
        // Scripts of dependencies would compile what these runs do not use.
        await stranger.mustRun(
          `npm install --no-audit --no-fund --silent --ignore-scripts ${PACKAGES.join(' ')}`,
          place,
        )
        // Puts the program in its place, which its script does after an ordinary install.
        await stranger.mustRun('node node_modules/@anthropic-ai/claude-code/install.cjs', place)
        const scene = {
          ...owned,
          url,
          stranger,
          models,
          place,
          bin: join(place, 'node_modules/.bin'),
          report,
          done: [],
        }
        const key = await createKey(owned)
        await runInspector(scene, key)
        await runClaude(scene)
        await runCodex(scene)
        await runGemini(scene, key)
        report.count({ 'commands that succeeded': scene.done.length })
      } finally {
        await models.close()
        await owned.testServer.close()
        stranger.leave()
      }
    }),
)
