import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { freePort } from '#free-port'
import { until } from '#test-server'
import { connectCaller, PROOF_CLIENT_SETTINGS } from '../parts/caller.ts'
import { MINT, WORKSPACES } from '../parts/run-load.ts'
import { askServer } from './ask-server.ts'
import { Buildah, type ImageConfig } from './buildah.ts'
import { startImage } from './image-process.ts'
import { makeBaseImage } from './make-base-image.ts'

/**
 * The container image: `Dockerfile` built by buildah on a base that mmdebstrap makes, its size by layer, and what it starts, run as
 * its user and as process 1 on a read-only root: a call, SIGTERM under load, a restart that has all that was acknowledged.
 * Needs root, and Debian's buildah, netavark, crun and mmdebstrap.
 */
const HELP = `npm run proof:image [-- --base <tarball of Debian>]

Builds the image and runs it. The tarball is made by mmdebstrap and kept if a path is given.
`
const MOST_COMPRESSED_MB = 120
const MOST_UNPACKED_MB = 340
const BUILD_SECONDS = 1_800
const IMAGE = 'localhost/bulkhead'
const LANES = 8

const root = join(import.meta.dirname, '../../../../..')
const { values } = parseArgs({ options: { base: { type: 'string' }, help: { type: 'boolean' } } })
if (values.help) process.stdout.write(HELP)
else await proveImage()

async function proveImage(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-image-'))
  const buildah = new Buildah(join(folder, 'buildah'))
  const mounted: string[] = []
  try {
    const base = makeBaseImage(buildah, folder, values.base ?? join(folder, 'debian.tar'))
    const began = performance.now()
    buildah.build(root, IMAGE, ['--build-arg', `NODE_IMAGE=${base}`, ...shareNpm(folder)], BUILD_SECONDS)
    say(true, `built in ${((performance.now() - began) / 1_000).toFixed(0)} s`)
    reportLayers(buildah, folder)
    const container = buildah.from(IMAGE)
    mounted.push(container)
    await runImage(buildah.mount(container), buildah.config(IMAGE), folder)
  } finally {
    for (const container of mounted) buildah.run(['rm', container])
    buildah.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** npm in the build uses the cache of this machine, and trusts whom this machine trusts. None of it is in the image. */
function shareNpm(folder: string): readonly string[] {
  const trusted = process.env.NODE_EXTRA_CA_CERTS
  const npmrc = join(folder, 'npmrc')
  writeFileSync(npmrc, `prefer-offline=true\n${trusted === undefined ? '' : `cafile=${trusted}\n`}`)
  const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim()
  mkdirSync(cache, { recursive: true })
  const shared = [`${npmrc}:/root/.npmrc:ro`, `${cache}:/root/.npm`]
  if (trusted !== undefined) shared.push(`${trusted}:${trusted}:ro`)
  return shared.flatMap((one) => ['--volume', one])
}

function reportLayers(buildah: Buildah, folder: string): void {
  const out = join(folder, 'oci')
  buildah.run(['push', '--quiet', '--format', 'oci', IMAGE, `oci:${out}:latest`], 600)
  const blob = (digest: string) => join(out, 'blobs', digest.replace(':', '/'))
  const index = JSON.parse(readFileSync(join(out, 'index.json'), 'utf8'))
  const { layers } = JSON.parse(readFileSync(blob(index.manifests[0].digest), 'utf8'))
  let [compressed, unpacked] = [0, 0]
  for (const { digest, size } of layers) {
    const tar = join(folder, 'layer.tar')
    const bytes = gunzipSync(readFileSync(blob(digest)))
    writeFileSync(tar, bytes)
    compressed += size
    unpacked += bytes.length
    say(true, `layer: ${megabytes(size)} compressed, ${megabytes(bytes.length)} unpacked: ${getContent(tar)}`)
  }
  const total = `image: ${megabytes(compressed)} compressed, ${megabytes(unpacked)} unpacked`
  say(compressed <= MOST_COMPRESSED_MB * 1e6 && unpacked <= MOST_UNPACKED_MB * 1e6, total)
}

/** The biggest places in a layer. */
function getContent(tar: string): string {
  const lines = execFileSync('tar', ['--list', '--verbose', '--file', tar], {
    encoding: 'utf8',
    maxBuffer: 256_000_000,
  })
  const places = new Map<string, number>()
  for (const line of lines.split('\n')) {
    const [, , bytes, , , path] = line.split(/\s+/)
    if (path === undefined) continue
    const place = path.split('/').slice(0, 3).join('/')
    places.set(place, (places.get(place) ?? 0) + Number(bytes))
  }
  const biggest = [...places].sort(([, one], [, other]) => other - one).slice(0, 4)
  return biggest.map(([place, bytes]) => `/${place} ${megabytes(bytes)}`).join(', ')
}

async function runImage(files: string, config: ImageConfig, folder: string): Promise<void> {
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  const user = Number.parseInt(config.User, 10)
  chownSync(data, user, user)
  // The owner of what lies above must let others through.
  execFileSync('chmod', ['o+x', folder])
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const settings = { ...PROOF_CLIENT_SETTINGS, BULKHEAD_PORT: port, BULKHEAD_HOST: '127.0.0.1' }

  const first = startImage(files, data, config, settings)
  say(true, `first start: ready in ${(await first.readyMs).toFixed(0)} ms`)
  const status = first.status()
  say(new RegExp(`^Uid:\\s+${user}\\s`, 'm').test(status), `runs as ${user}`)
  say(/^NSpid:.*\s1$/m.test(status), 'is process 1')
  const [, ...health] = config.Healthcheck?.Test ?? []
  const check = [
    '--userspec',
    `${user}:${user}`,
    files,
    '/usr/bin/env',
    ...config.Env,
    `BULKHEAD_PORT=${port}`,
  ]
  const checked = spawnSync('chroot', [...check, 'sh', '-c', health.join(' ')], { timeout: 60_000 })
  say(health.length > 0 && checked.status === 0, `health check: ${checked.status}`)
  for (const [what, ended, isGood] of await askServer(url, first.printed()))
    say(isGood, `${what}${isGood ? '' : ended.printed}`)

  const caller = await connectCaller(url)
  const acknowledged: string[] = []
  const surprises: string[] = []
  let stopped = false
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    for (let count = 0; !stopped; count++) {
      const name = `image-${lane}-${count}`
      const answer = await caller.call('POST', MINT, { workspace_name: name }).catch(() => undefined)
      // Nobody listens any more.
      if (answer === undefined) return
      if (answer.status === 200) acknowledged.push(answer.body.workspace_id)
      else if (answer.status !== 503) surprises.push(`${answer.status}: ${JSON.stringify(answer.body)}`)
    }
  })
  await until(() => acknowledged.length > 200, 120_000)
  const before = performance.now()
  const exit = await first.end()
  const ended = `SIGTERM under load: code ${exit.code} after ${(performance.now() - before).toFixed(0)} ms, ${acknowledged.length} acknowledged`
  say(exit.code === 0 && surprises.length === 0, [ended, ...surprises.slice(0, 3)].join('\n     '))
  stopped = true
  await Promise.all(lanes)

  const second = startImage(files, data, config, settings)
  say(true, `restart: ready in ${(await second.readyMs).toFixed(0)} ms`)
  const { call } = await connectCaller(url)
  let lost = 0
  for (const id of acknowledged) if ((await call('GET', `${WORKSPACES}/${id}`)).status !== 200) lost++
  say(lost === 0, `${acknowledged.length} acknowledged, ${lost} lost`)
  say((await second.end()).code === 0, 'SIGTERM: code 0')
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

function say(isGood: boolean, what: string): void {
  process.stdout.write(`${isGood ? 'ok  ' : 'FAIL'} ${what}\n`)
  if (!isGood) process.exitCode = 1
}
