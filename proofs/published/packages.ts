import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@bulkhead/testing/free-port'
import { until } from '@bulkhead/testing/test-server'
import { startGitHubUpstream } from '@bulkhead/testing/upstreams/github-upstream'
import { NODES, Stranger } from '../parts/as-stranger.ts'
import { runProof } from '../parts/run-proof.ts'
import { askServer } from './ask-server.ts'
import { measureStarts } from './measure-start.ts'
import { tryEngine } from './try-engine.ts'

const root = join(import.meta.dirname, '../..')
const MOST_VERSION_MS = 80
const MOST_MEGABYTES = 70
const MOST_START_MS = 2_000

/** A package of `release.json`. */
interface Named {
  readonly name: string
  readonly file: string
}

let stranger: Stranger
const children: ChildProcess[] = []

await runProof(
  'published --scenario packages',
  'Tests the packages as users get them: made by `npm run release` and run from empty folders by npx. On Node 24, the command line must start a server, support common tasks and print its version quickly. On older Nodes it must print one clear line. Tools for package authors check the packages.',
  {},
  async (_values, report) => {
    stranger = new Stranger('packages')
    const github = await startGitHubUpstream()
    try {
      const [command, ...libraries] = await makeRelease()
      const engine = libraries.at(-1) as string
      await runOnNode24(command, github.url)
      await runOnOlderNodes(command)
      await tryEngine(stranger, engine, github.url)
      await stranger.askAuthors(command, ...libraries)
    } finally {
      for (const child of children) endGroup(child)
      await github.close()
      stranger.leave()
    }
    stranger.state(report)
  },
)

/** Makes the packages as a release has them. @returns Tarballs: the command first, the engine last. */
async function makeRelease(): Promise<[string, ...string[]]> {
  const release = join(stranger.folder, 'release')
  await stranger.mustRun(`npm run --silent release -- --to '${release}'`, root)
  stranger.report(
    'sha256sum --check SHA256SUMS',
    await stranger.shell('sha256sum --check --strict SHA256SUMS', release),
  )
  const { packages } = JSON.parse(readFileSync(join(release, 'release.json'), 'utf8'))
  const files = new Map<string, string>(packages.map(({ name, file }: Named) => [name, join(release, file)]))
  const getFile = (name: string) => {
    const file = files.get(name)
    if (file === undefined) throw new Error(`The release has no ${name}`)
    return file
  }
  return [getFile('bulkhead'), ...['sdk', 'connect', 'engine'].map((name) => getFile(`@bulkhead/${name}`))]
}

async function runOnNode24(tarball: string, upstream: string): Promise<void> {
  const tools = stranger.newFolder('node24', { 'package.json': { private: true } })
  await stranger.install(tools, NODES[24].package)
  const path = { PATH: `${join(tools, NODES[24].bin)}:${process.env.PATH}` }
  const place = stranger.newFolder('empty')
  const bulkhead = `npx --yes --package='${tarball}' bulkhead`
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'))

  const said = await stranger.shell(`node --version; ${bulkhead} --version`, place, path)
  stranger.report('npx bulkhead --version', said, said.printed === `v24.21.0\n${version}\n`)

  const port = await freePort()
  const environment = {
    ...path,
    BULKHEAD_PORT: String(port),
    BULKHEAD_EGRESS_ALLOW: new URL(upstream).host,
    BULKHEAD_LOG_LEVEL: 'warn',
  }
  let printed = ''
  const server = spawn('bash', ['-c', `${bulkhead} serve`], {
    cwd: place,
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(server)
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  await until(() => printed.includes('is ready at'), 120_000)
  const read = (name: string) => new RegExp(`${name}=(\\S+)`).exec(printed)?.[1] ?? ''
  stranger.report('npx bulkhead serve, in an empty folder', { code: 0, printed })

  writeFileSync(join(place, 'secret'), read('BULKHEAD_CLIENT_SECRET'))
  writeFileSync(join(place, 'token.json'), '{"token": "ghp_example"}')
  const client = {
    ...path,
    BULKHEAD_CONFIG_DIR: join(place, 'profiles'),
    API: `http://127.0.0.1:${port}`,
    CLIENT: read('BULKHEAD_CLIENT_ID'),
    UPSTREAM: upstream,
  }
  const story = async (what: string, lines: string, expected: RegExp) => {
    const ended = await stranger.shell(lines.replaceAll(/^bulkhead/gm, bulkhead), place, client)
    stranger.report(what, ended, ended.code === 0 && expected.test(ended.printed))
  }
  await story(
    'login',
    'bulkhead login --url "$API" --client-id "$CLIENT" --client-secret @secret',
    /^Logged in to /,
  )
  await story(
    'connectors create',
    `bulkhead connectors create github -w acme --credentials @token.json --environment "{\\"base_url\\": \\"$UPSTREAM\\"}" --fields name`,
    /^\{"name":"GitHub - acme"\}\n$/,
  )
  await story(
    'connectors execute',
    'bulkhead connectors execute github issues list -w acme -p owner=octocat -p repo=Hello-World --fields title',
    /^\[\n\{"title":"Found a bug"\}\n\]\n/,
  )
  const document = join(root, 'packages/testing/connectors/probe/connector.yaml')
  await story('definitions check', `bulkhead definitions check '${document}'`, /0 errors/)
  await story('generate types', `bulkhead generate types '${document}'`, /declare module '@bulkhead\/sdk'/)
  await story('operator keys status', 'bulkhead operator keys status', /"version":1/)
  for (const asked of await askServer(`http://127.0.0.1:${port}`, printed)) stranger.report(...asked)

  const installed = stranger.newFolder('installed', { 'package.json': { private: true } })
  await stranger.install(installed, tarball)
  const megabytes = Number.parseInt(await stranger.mustRun('du -sm .', installed), 10)
  const size = `installed: ${megabytes} MB`
  stranger.report(size, { code: 0, printed: size }, megabytes <= MOST_MEGABYTES)
  const bin = join(installed, 'node_modules/.bin/bulkhead')
  await reportVersionTime(bin, path)
  await reportStartTime(bin, path)
}

/** Reports the shortest start time of several, for the same reason as below. */
async function reportStartTime(bin: string, environment: Readonly<Record<string, string>>): Promise<void> {
  let number = 0
  const makeDirectory = () => stranger.newFolder(`start${++number}`)
  const times = await measureStarts(bin, environment, makeDirectory, 5)
  const printed = `ready on an empty directory: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`
  stranger.report(printed, { code: 0, printed }, (times[0] ?? Number.NaN) < MOST_START_MS)
}

/** Reports the shortest time of many: longer ones only show how busy the machine was. */
async function reportVersionTime(
  bulkhead: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const times: number[] = []
  for (let number = 0; number < 20; number++) {
    const child = spawn(bulkhead, ['--version'], { env: { ...process.env, ...environment }, stdio: 'ignore' })
    const began = performance.now()
    await new Promise((resolve) => child.once('close', resolve))
    times.push(performance.now() - began)
  }
  const [least = 0, median = 0] = [times.toSorted((a, b) => a - b)[0], times.toSorted((a, b) => a - b)[10]]
  const printed = `${least.toFixed(0)} ms at least, ${median.toFixed(0)} ms in the middle`
  stranger.report(`bulkhead --version: ${printed}`, { code: 0, printed }, least < MOST_VERSION_MS)
}

async function runOnOlderNodes(tarball: string): Promise<void> {
  for (const major of [20, 22] as const) {
    const place = stranger.newFolder(`older${major}`, { 'package.json': { private: true } })
    await stranger.install(place, tarball, NODES[major].package)
    const lines = `PATH="$PWD/${NODES[major].bin}:$PATH" node_modules/.bin/bulkhead serve`
    const ended = await stranger.shell(lines, place)
    const isGood =
      ended.code === 1 && /^bulkhead needs Node 24 or newer, and this is v\d+\.[^\n]+\n$/.test(ended.printed)
    stranger.report(`one clear line on Node ${major}`, ended, isGood)
  }
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // The process ended by itself.
  }
}
