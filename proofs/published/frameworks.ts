import { cpSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { freePort } from '@bulkhead/testing/free-port'
import { startServerProcess } from '@bulkhead/testing/server-process'
import { startGitHubUpstream } from '@bulkhead/testing/upstreams/github-upstream'
import { listenLocally } from '@bulkhead/testing/upstreams/listen-locally'
import { Stranger } from '../parts/as-stranger.ts'
import { runProof } from '../parts/run-proof.ts'

const ROOT = join(import.meta.dirname, '../..')
const RECIPES = join(ROOT, 'docs/snippets/frameworks')
const EXPECTED = 'It is this: Found a bug.'
const PACKAGES = [
  'ai@7.0.173',
  '@mastra/core@1.71.0',
  'langchain@1.5.14',
  '@langchain/core@1.4.0',
  '@openai/agents@0.20.0',
  'openai@7.57.0',
  '@anthropic-ai/sdk@1.14.0',
  '@anthropic-ai/claude-agent-sdk@0.3.332',
  '@modelcontextprotocol/sdk@1.32.2',
  'zod@4.6.7',
  'typescript@5.9.3',
  '@types/node@24.19.2',
]

await runProof(
  'published --scenario frameworks',
  'Runs the recipes of docs/guides/agent-frameworks.md with the packed SDK and each framework from npm: type-checks them together, then runs each with a scripted model. The model providers are a server on this machine. Fails when a recipe does not print its result.',
  {},
  async (_values, report) => {
    const stranger = new Stranger('frameworks')
    const github = await startGitHubUpstream()
    const models = await startModels()
    let server: ReturnType<typeof startServerProcess> | undefined
    try {
      const place = stranger.newFolder('app', { 'package.json': { private: true, type: 'module' } })
      // Optional dependencies are omitted: the Claude Agent SDK would install a program of 384 MB that is not used here.
      await stranger.mustRun(
        `npm install --no-audit --no-fund --silent --ignore-scripts --omit=optional ${PACKAGES.join(' ')}`,
        place,
      )
      await stranger.install(place, await stranger.pack('packages/sdk/dist'))
      for (const name of readdirSync(RECIPES)) cpSync(join(RECIPES, name), join(place, name))
      cpSync(join(ROOT, 'docs/snippets/model.ts'), join(place, 'model.ts'))
      const port = await freePort()
      const client = {
        BULKHEAD_CLIENT_ID: 'frameworks',
        BULKHEAD_CLIENT_SECRET: 'correct-horse-battery-staple-4747',
      }
      server = startServerProcess({
        ...client,
        BULKHEAD_PORT: String(port),
        BULKHEAD_PUBLIC_URL: `http://127.0.0.1:${port}`,
        BULKHEAD_DATA_DIR: join(stranger.folder, 'data'),
      })
      const environment = {
        ...client,
        BULKHEAD_URL: await server.ready,
        OPENAI_BASE_URL: `${models.url}/v1`,
        OPENAI_API_KEY: 'none',
        OPENAI_AGENTS_DISABLE_TRACING: '1',
        ANTHROPIC_BASE_URL: models.url,
        ANTHROPIC_API_KEY: 'none',
        MASTRA_TELEMETRY_DISABLED: '1',
      }
      await createConnector(stranger, github.url, place, environment)
      const options =
        '--strict --noEmit --module nodenext --target es2023 --skipLibCheck --allowImportingTsExtensions'
      stranger.report('type check of all recipes', await stranger.shell(`npx tsc ${options} *.ts`, place))
      for (const recipe of [
        'vercel-ai',
        'mastra',
        'langchain',
        'openai-agents',
        'openai',
        'anthropic',
        'claude-agent-run',
      ]) {
        const ended = await stranger.shell(`'${process.execPath}' ${recipe}.ts`, place, environment)
        stranger.report(recipe, ended, ended.code === 0 && ended.printed.includes(EXPECTED))
      }
    } finally {
      await server?.end('SIGTERM')
      await models.close()
      await github.close()
      stranger.leave()
    }
    stranger.state(report)
  },
)

/** Stores a credential for the GitHub stand-in in the workspace of the recipes. */
async function createConnector(
  stranger: Stranger,
  upstream: string,
  place: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const program = `
    import { Bulkhead } from '@bulkhead/sdk'
    await new Bulkhead().workspace('acme').connectors.create({
      connector_type: 'github',
      credentials: { token: 'ghp_example' },
      environment: { base_url: '${upstream}' },
    })`
  const ended = await stranger.shell(
    `'${process.execPath}' --input-type=module -e "${program}"`,
    place,
    environment,
  )
  stranger.report('a connector by the packed SDK', ended)
}

/**
 * Starts the model APIs of OpenAI (Responses) and Anthropic (Messages). They call the tool that lists, and then repeat
 * a title.
 */
async function startModels() {
  const name = 'github_issues_list'
  const input = { owner: 'octocat', repo: 'Hello-World' }
  const server = createServer(async (request, response) => {
    const asked = JSON.stringify(await json(request)).replaceAll(/\\+"/g, '"')
    const title = /"title":"([^"]+)"/.exec(asked)?.[1]
    const text = title === undefined ? undefined : `It is this: ${title}.`
    const reply = request.url?.endsWith('/messages') ? anthropic(text) : openai(text)
    response.setHeader('content-type', 'application/json').end(JSON.stringify(reply))
  })
  const anthropic = (text: string | undefined) => ({
    ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'scripted' },
    content: [text === undefined ? { type: 'tool_use', id: 'call_1', name, input } : { type: 'text', text }],
    stop_reason: text === undefined ? 'tool_use' : 'end_turn',
    usage: { input_tokens: 1, output_tokens: 1 },
  })
  const openai = (text: string | undefined) => ({
    ...{ id: 'resp_1', object: 'response', created_at: 1, status: 'completed', model: 'scripted' },
    output: [
      text === undefined
        ? { type: 'function_call', id: 'fc_1', call_id: 'call_1', name, arguments: JSON.stringify(input) }
        : {
            ...{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed' },
            content: [{ type: 'output_text', text, annotations: [] }],
          },
    ],
    usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
  })
  return listenLocally(server)
}
