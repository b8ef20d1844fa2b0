import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startReadyServer } from '@bulkhead/testing/server-process'
import { startGitHubUpstream } from '@bulkhead/testing/upstreams/github-upstream'
import { NODES, Stranger } from '../parts/as-stranger.ts'
import { tryCommonJs, tryNextApp } from '../parts/next-app.ts'
import { runInWorker } from '../parts/run-in-worker.ts'
import { runProof } from '../parts/run-proof.ts'

const root = join(import.meta.dirname, '../..')
const client = { BULKHEAD_CLIENT_ID: 'my-app', BULKHEAD_CLIENT_SECRET: 'correct-horse-battery-staple-4747' }
const QUICKSTART = readFileSync(join(root, 'docs/snippets/quickstart.ts'), 'utf8')
const EXPECTED = '#1347 Found a bug\n#1347 Found a bug\n'

/** Runtimes with their package, and the command that runs a file. Versions were the newest when this was written. */
const RUNTIMES = {
  'Node 20': { package: NODES[20].package, run: `${NODES[20].bin}/node` },
  'Node 22': { package: NODES[22].package, run: `${NODES[22].bin}/node` },
  'Node 24': { package: NODES[24].package, run: `${NODES[24].bin}/node` },
  Bun: { package: 'bun@1.4.5', run: 'node_modules/.bin/bun run' },
  Deno: { package: 'deno@2.9.6', run: 'node_modules/.bin/deno run --allow-env --allow-net' },
} as const

await runProof(
  'published --scenario runtimes',
  'Tests the SDK as users get it: packed, installed by npm in an empty folder, and run there by every supported runtime, each from its npm package. Tools for package authors check it too. Fails when a run does not print its result, or a tool finds a fault.',
  {},
  async (_values, report) => {
    const stranger = new Stranger('sdk')
    const github = await startGitHubUpstream()
    /** Returns the code of the quickstart. Each runtime uses a workspace of its own. */
    const getQuickstart = (workspace: string) =>
      QUICKSTART.replaceAll("'acme'", `'${workspace}'`).replace('http://127.0.0.1:4010', github.url)
    const server = await startReadyServer({
      ...client,
      BULKHEAD_DATA_DIR: join(stranger.folder, 'data'),
      BULKHEAD_EGRESS_ALLOW: new URL(github.url).host,
    })
    try {
      const tarball = await stranger.pack('packages/sdk/dist')

      for (const [name, runtime] of Object.entries(RUNTIMES)) {
        const slug = name.toLowerCase().replace(' ', '')
        const place = stranger.newFolder(slug, {
          'package.json': { private: true, allowScripts: { bun: true, deno: true } },
        })
        await stranger.install(place, tarball, runtime.package)
        writeFileSync(join(place, 'quickstart.mjs'), getQuickstart(slug))
        const asked = await stranger.mustRun(`${runtime.run.split(' ')[0]} --version`, place)
        const ended = await stranger.shell(`${runtime.run} quickstart.mjs`, place, {
          ...client,
          BULKHEAD_URL: server.url,
        })
        const isGood = ended.code === 0 && ended.printed === EXPECTED
        stranger.report(`quickstart on ${name} (${asked.split('\n')[0]})`, ended, isGood)
      }

      const edge = stranger.newFolder('workerd', {
        'package.json': { private: true, allowScripts: { workerd: true } },
      })
      await stranger.install(edge, tarball, 'workerd@1.20261117.1')
      const printed = await runInWorker(edge, getQuickstart('workerd'), {
        url: server.url,
        clientId: client.BULKHEAD_CLIENT_ID,
        clientSecret: client.BULKHEAD_CLIENT_SECRET,
      })
      stranger.report('quickstart on workerd', { code: 0, printed }, printed === EXPECTED)

      const compiler = {
        target: 'es2022',
        module: 'nodenext',
        strict: true,
        noEmit: true,
        skipLibCheck: false,
      }
      const programs = {
        'with the DOM': { ...compiler, lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
        'with Node’s types': { ...compiler, lib: ['es2022'], types: ['node'] },
      }
      const typed = stranger.newFolder('types', {
        'package.json': { type: 'module', private: true },
        'quickstart.ts': QUICKSTART,
      })
      const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
      const versions = ['@typescript/native', '@types/node'].map((name) => `${name}@${devDependencies[name]}`)
      await stranger.install(typed, tarball, ...versions)
      for (const [name, compilerOptions] of Object.entries(programs)) {
        writeFileSync(
          join(typed, 'tsconfig.json'),
          JSON.stringify({ compilerOptions, files: ['quickstart.ts'] }),
        )
        const ended = await stranger.shell('node_modules/.bin/tsc -p .', typed)
        stranger.report(`types, checked to the bottom ${name}`, ended)
      }

      const environment = { ...client, BULKHEAD_URL: server.url }
      await tryCommonJs(stranger, tarball, getQuickstart('acme'), EXPECTED, environment, versions)
      await tryNextApp(stranger, tarball, getQuickstart('next'), EXPECTED, environment)
      await stranger.askAuthors(tarball)
    } finally {
      await server.end('SIGTERM')
      await github.close()
      stranger.leave()
    }
    stranger.state(report)
  },
)
