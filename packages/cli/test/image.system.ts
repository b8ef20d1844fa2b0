import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { proveDisaster } from '@bulkhead/proofs/keys/disaster'
import { driveImage, type Fact } from '@bulkhead/proofs/published/drive-image'
import { readDockerfile } from '@bulkhead/proofs/published/read-dockerfile'
import { bothEngines } from '@bulkhead/testing/engines'
import { getMotoReason, startMotoServer } from '@bulkhead/testing/storage/moto-server'

const ROOT = join(import.meta.dirname, '../../..')
const PACKAGE = 'opt/bulkhead'
/** Folders of this machine's Debian that stand for those of the base image; some are links. */
const OF_DEBIAN = ['usr', 'bin', 'lib', 'lib64', 'etc']

const files = mkdtempSync(join(tmpdir(), 'bulkhead-image-'))
after(() => rmSync(files, { recursive: true, force: true }))

/** Returns why this machine cannot do what a container runtime does, or false. */
function getReason(): string | false {
  if (process.getuid?.() !== 0) return 'it needs root'
  const { status, stderr } = spawnSync('unshare', ['--mount', '--pid', '--fork', 'true'], {
    encoding: 'utf8',
  })
  return status === 0 ? false : `namespaces are refused: ${stderr.trim()}`
}

/**
 * Makes the package as the image's first stage does, with the dependencies that its npm-shrinkwrap.json
 * names.
 */
function makePackage(): void {
  const place = join(files, PACKAGE)
  if (existsSync(place)) return
  const build = ['--disable-warning=ExperimentalWarning', join(ROOT, 'packages/cli/build.ts'), place]
  execFileSync(process.execPath, build, { stdio: 'pipe' })
  const { packages } = JSON.parse(readFileSync(join(place, 'npm-shrinkwrap.json'), 'utf8'))
  for (const name of Object.keys(packages)) {
    // The packages of other systems, which are optional, are not installed.
    if (name === '' || !existsSync(join(ROOT, name))) continue
    cpSync(join(ROOT, name), join(place, name), { recursive: true })
  }
}

/** @returns Folders to mount, by their place. */
function makeBase(): Record<string, string> {
  for (const name of ['data', 'proc', 'tmp', 'dev', 'srv', 'mnt', 'node', 'node_modules'])
    mkdirSync(join(files, name))
  const shared: Record<string, string> = { '/node': join(process.execPath, '..') }
  for (const name of OF_DEBIAN) {
    if (!existsSync(`/${name}`)) continue
    if (lstatSync(`/${name}`).isSymbolicLink()) symlinkSync(readlinkSync(`/${name}`), join(files, name))
    else {
      mkdirSync(join(files, name))
      shared[`/${name}`] = `/${name}`
    }
  }
  return shared
}

/** Makes an empty volume that the image's user may write. */
function makeVolume(name: string, user: number): string {
  const data = join(files, name)
  mkdirSync(data, { mode: 0o700 })
  chownSync(data, user, user)
  return data
}

test('scheduled backups of the package in an S3 by others bring back each row', {
  skip: getMotoReason(),
}, async (t) => {
  makePackage()
  for (const engine of bothEngines.slice(0, 1)) {
    t.after(() => engine.close())
    const program = join(files, PACKAGE, 'bulkhead.js')
    const { rows, faults } = await proveDisaster(engine, { program, openStorage: startMotoServer })
    assert.deepEqual(faults, [])
    assert.ok(rows > 0)
  }
})

test('the image starts as its user on a read-only root, does its work, ends by SIGTERM, restarts and upgrades', {
  skip: getReason(),
}, async (t) => {
  makePackage()
  const shared = makeBase()
  const {
    Env: [path = '', ...rest],
    ...read
  } = readDockerfile()
  const config = { ...read, Env: [path.replace('PATH=', 'PATH=/node:'), ...rest] }
  const user = Number(config.User)
  execFileSync('chmod', ['o+x', files])
  const faults: string[] = []
  const work = { acknowledged: 20, settings: { BULKHEAD_DRAIN_SECONDS: '1' } }
  const report = ([isGood, what]: Fact) => {
    t.diagnostic(what)
    if (!isGood) faults.push(what)
  }
  await driveImage({ root: files, data: makeVolume('new', user), shared }, config, work, report)
  assert.deepEqual(faults, [])
})
