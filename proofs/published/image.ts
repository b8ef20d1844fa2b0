import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { runProof, takeText } from '../parts/run-proof.ts'
import { Buildah, type ImageConfig } from './buildah.ts'
import { driveImage, type Fact } from './drive-image.ts'
import { makeBaseImage } from './make-base-image.ts'

const MOST_COMPRESSED_MB = 120
const MOST_UNPACKED_MB = 340
const BUILD_SECONDS = 1_800
const IMAGE = 'localhost/bulkhead'

const root = join(import.meta.dirname, '../..')
/** Number of facts that were printed. */
let facts = 0
await runProof(
  'published --scenario image',
  'Builds the image of the Dockerfile on a base that mmdebstrap makes, prints what each layer holds, and runs it as its user on a read-only root: a call, SIGTERM under load and a restart. Fails when the image is too large or an acknowledged write is lost. Needs root, and Debian’s buildah, netavark, crun and mmdebstrap.',
  { base: takeText('tarball', 'Debian, made by mmdebstrap and kept there if there is none') },
  async ({ base }, { count }) => {
    await proveImage(base)
    count({ 'facts about the image': facts })
  },
)

async function proveImage(base?: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-image-'))
  const buildah = new Buildah(join(folder, 'buildah'))
  const mounted: string[] = []
  try {
    const image = makeBaseImage(buildah, folder, base ?? join(folder, 'debian.tar'))
    const began = performance.now()
    buildah.build(root, IMAGE, ['--build-arg', `NODE_IMAGE=${image}`, ...shareNpm(folder)], BUILD_SECONDS)
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

/** Lets npm in the build use the cache and the certificates of this machine. None of them becomes part of the image. */
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

/** Returns the largest folders in a layer. */
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
  // Other users must be able to enter this folder to reach those below.
  execFileSync('chmod', ['o+x', folder])
  const user = Number.parseInt(config.User, 10)
  const makeVolume = (name: string) => {
    const data = join(folder, name)
    mkdirSync(data, { mode: 0o700 })
    chownSync(data, user, user)
    return data
  }
  const report = ([isGood, what]: Fact) => say(isGood, what)
  const acknowledged = 200
  await driveImage({ root: files, data: makeVolume('data') }, config, { acknowledged }, report)
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

function say(isGood: boolean, what: string): void {
  facts += 1
  process.stdout.write(`${isGood ? 'ok  ' : 'FAIL'} ${what}\n`)
  if (!isGood) process.exitCode = 1
}
