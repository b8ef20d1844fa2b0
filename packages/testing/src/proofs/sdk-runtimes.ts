import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { startGitHubUpstream } from '../github-upstream.ts'
import { startReadyServer } from '../server-process.ts'
import { runInWorker } from './run-in-worker.ts'

/**
 * The SDK as strangers get it: packed, installed by npm in an empty folder, and run there by every runtime it is
 * made for, each from its npm package; and what tools for package authors say of it.
 */
const root = join(import.meta.dirname, '..', '..', '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-sdk-'))
const client = { BULKHEAD_CLIENT_ID: 'my-app', BULKHEAD_CLIENT_SECRET: 'correct-horse-battery-staple-4747' }
const QUICKSTART = readFileSync(join(root, 'docs/snippets/quickstart.ts'), 'utf8')
const EXPECTED = '#1347 Found a bug\n#1347 Found a bug\n'

const PLATFORM = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
/** Runtime → its package, and how it runs a file. Versions are what was newest when this was written. */
const RUNTIMES = {
  'Node 20': { package: `node20@npm:node-${PLATFORM}@20.20.2`, run: 'node_modules/node20/bin/node' },
  'Node 22': { package: `node22@npm:node-${PLATFORM}@22.23.3`, run: 'node_modules/node22/bin/node' },
  'Node 24': { package: `node24@npm:node-${PLATFORM}@24.21.0`, run: 'node_modules/node24/bin/node' },
  Bun: { package: 'bun@1.4.5', run: 'node_modules/.bin/bun run' },
  Deno: { package: 'deno@2.9.6', run: 'node_modules/.bin/deno run --allow-env --allow-net' },
} as const

interface Ended {
  readonly code: number | null
  readonly printed: string
}

async function shell(code: string, cwd: string, environment: Record<string, string> = {}): Promise<Ended> {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', code], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [printed, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, printed: `${printed}${errors}` }
}

async function demand(code: string, cwd: string): Promise<string> {
  const ended = await shell(code, cwd)
  if (ended.code !== 0) throw new Error(`${code}: ${ended.printed}`)
  return ended.printed
}

function newFolder(name: string, files: Record<string, unknown> = {}): string {
  const path = join(folder, name)
  mkdirSync(path)
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(path, file), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return path
}

let failed = 0
function report(what: string, { code, printed }: Ended, isGood = code === 0): void {
  if (!isGood) failed++
  process.stdout.write(`${isGood ? 'ok  ' : 'FAIL'} ${what}\n${isGood ? '' : `${printed}\n`}`)
}

const github = await startGitHubUpstream()
/** Each runtime makes a workspace of its own. */
const quickstartOf = (workspace: string) =>
  QUICKSTART.replaceAll("'acme'", `'${workspace}'`).replace('http://127.0.0.1:4010', github.url)
const server = await startReadyServer({
  ...client,
  BULKHEAD_DATA_DIR: join(folder, 'data'),
  BULKHEAD_EGRESS_ALLOW: new URL(github.url).host,
})
try {
  const packed = await demand(`npm pack --silent --pack-destination '${folder}'`, join(root, 'packages/sdk'))
  const tarball = join(folder, packed.trim().split('\n').at(-1) ?? '')

  for (const [name, runtime] of Object.entries(RUNTIMES)) {
    const slug = name.toLowerCase().replace(' ', '')
    const place = newFolder(slug, {
      'package.json': { private: true, allowScripts: { bun: true, deno: true } },
    })
    await demand(`npm install --no-audit --no-fund --silent '${tarball}' '${runtime.package}'`, place)
    writeFileSync(join(place, 'quickstart.mjs'), quickstartOf(slug))
    const version = (await demand(`${runtime.run.split(' ')[0]} --version`, place)).split('\n')[0]
    const ended = await shell(`${runtime.run} quickstart.mjs`, place, { ...client, BULKHEAD_URL: server.url })
    report(`quickstart on ${name} (${version})`, ended, ended.code === 0 && ended.printed === EXPECTED)
  }

  const edge = newFolder('workerd', { 'package.json': { private: true, allowScripts: { workerd: true } } })
  await demand(`npm install --no-audit --no-fund --silent '${tarball}' workerd@1.20261117.1`, edge)
  const printed = await runInWorker(edge, quickstartOf('workerd'), {
    url: server.url,
    client_id: client.BULKHEAD_CLIENT_ID,
    client_secret: client.BULKHEAD_CLIENT_SECRET,
  })
  report('quickstart on workerd', { code: 0, printed }, printed === EXPECTED)

  const compiler = { target: 'es2022', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: false }
  const programs = {
    'with the DOM': { ...compiler, lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
    'with Node’s types': { ...compiler, lib: ['es2022'], types: ['node'] },
  }
  const typed = newFolder('types', {
    'package.json': { type: 'module', private: true },
    'quickstart.ts': QUICKSTART,
  })
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const versions = ['typescript', '@types/node'].map((name) => `${name}@${devDependencies[name]}`).join(' ')
  await demand(`npm install --no-audit --no-fund --silent '${tarball}' ${versions}`, typed)
  for (const [name, compilerOptions] of Object.entries(programs)) {
    writeFileSync(join(typed, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['quickstart.ts'] }))
    report(`types, checked to the bottom ${name}`, await shell('node_modules/.bin/tsc -p .', typed))
  }

  const authors = newFolder('authors', { 'package.json': { private: true } })
  await demand(
    'npm install --no-audit --no-fund --silent @arethetypeswrong/cli@0.18.5 publint@0.3.25',
    authors,
  )
  report('attw', await shell(`node_modules/.bin/attw --profile esm-only '${tarball}'`, authors))
  report('publint', await shell(`node_modules/.bin/publint --strict '${tarball}'`, authors))
} finally {
  await server.end('SIGTERM')
  await github.close()
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failed === 0 ? 0 : 1
