import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { findNode } from './build/find-node.js'
import { replaceFolder } from './build/replace-folder.js'

/**
 * Ends every `npm install` of the repository: makes the sources that are not in git, then builds what a server serves and what
 * `npm start` starts. Where development dependencies were left out, it builds with tools that it installs elsewhere and removes.
 * Plain JavaScript, because it runs under whatever Node runs npm; what it starts runs under Node 24.
 */
const root = join(import.meta.dirname, '..')
/** Packages that are built, those that import derived sources last. */
const BUILT = ['connect', 'connect-page', 'docs', 'sdk', 'web']
const DERIVED = ['sdk', 'web']
const TOOLS = ['vite', '@typescript/native']
/** Files that the builds need, besides those of their packages. */
const COPIED = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'tsconfig.json',
  'scripts/build',
  'packages/contract',
  'packages/catalog/catalog.json',
  'packages/catalog/marks.json',
  'docs',
  'SECURITY.md',
]

linkNode()
const node = findNode(root)
const derived = run(root, [node, 'scripts/derive.js'])
const template = 'packages/server/src/platform/database/pglite/make-embedded-template.ts'
const started = [derived, run(root, [node, template])]
if (TOOLS.every((name) => existsSync(join(root, 'node_modules', name)))) {
  const build = (name) => run(join(root, 'packages', name), [node, 'build.js'])
  for (const name of BUILT)
    started.push(DERIVED.includes(name) ? derived.then(() => build(name)) : build(name))
  // Files of an earlier build stay, because a server that is running may still load them.
  started.push(derived.then(() => run(join(root, 'packages/cli'), [node, 'build-program.ts'])))
} else started.push(derived.then(buildElsewhere))
await Promise.all(started)

/** Links Node 24 into the path of scripts. npm 10 removes its own link together with the Nodes of other platforms. */
function linkNode() {
  const installed = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  const link = join(root, 'node_modules', '.bin', 'node')
  if (process.platform === 'win32' || existsSync(link) || !existsSync(installed)) return
  rmSync(link, { force: true })
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(relative(dirname(link), installed), link)
}

async function buildElsewhere() {
  process.stderr.write(
    'Building the SDK, the web app, the connect page and the documentation, with tools that are removed afterwards…\n',
  )
  const elsewhere = mkdtempSync(join(tmpdir(), 'bulkhead-build-'))
  try {
    copyTo(elsewhere)
    const npm = process.env.npm_execpath ?? 'npm'
    const ci = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', elsewhere]
    const args = [...ci, ...BUILT.map((name) => `--workspace=@bulkhead/${name}`), '--include-workspace-root']
    await run(elsewhere, /\.[cm]?js$/.test(npm) ? [process.execPath, npm, ...args] : [npm, ...args])
    for (const name of BUILT) {
      await run(join(elsewhere, 'packages', name), [node, 'build.js'])
      await replaceFolder(join(root, 'packages', name, 'dist'), (made) => {
        cpSync(join(elsewhere, 'packages', name, 'dist'), made, { recursive: true })
        return true
      })
    }
  } finally {
    rmSync(elsewhere, { recursive: true, force: true })
  }
}

/** @param {string} elsewhere */
function copyTo(elsewhere) {
  /** @param {string} path */
  const copy = (path) =>
    cpSync(join(root, path), join(elsewhere, path), {
      recursive: true,
      filter: (source) => !/[\\/](node_modules|dist|test)([\\/]|$)/.test(source.slice(root.length)),
    })
  for (const path of COPIED) copy(path)
  for (const name of readdirSync(join(root, 'packages'))) copy(`packages/${name}/package.json`)
  for (const name of readdirSync(join(root, 'packages/catalog'))) {
    const page = `packages/catalog/${name}/README.md`
    if (existsSync(join(root, page))) copy(page)
  }
  for (const name of BUILT) copy(`packages/${name}`)
  leaveOut(elsewhere)
}

/**
 * Removes from the manifests what no build needs, which is most of what npm would install: Node, the linters, and the package
 * with the tools of tests, which depends on the server.
 *
 * @param {string} elsewhere
 */
function leaveOut(elsewhere) {
  for (const place of ['', ...readdirSync(join(elsewhere, 'packages')).map((name) => `packages/${name}`)]) {
    const file = join(elsewhere, place, 'package.json')
    if (!existsSync(file)) continue
    const {
      optionalDependencies: _,
      devDependencies = {},
      ...manifest
    } = JSON.parse(readFileSync(file, 'utf8'))
    const needed = Object.entries(devDependencies).filter(([name]) =>
      place === '' ? TOOLS.includes(name) : name !== '@bulkhead/testing',
    )
    writeFileSync(file, JSON.stringify({ ...manifest, devDependencies: Object.fromEntries(needed) }))
  }
}

/**
 * Runs a program, and shows what it prints only if it fails.
 *
 * @param {string} cwd
 * @param {readonly string[]} command
 */
async function run(cwd, [program = '', ...args]) {
  const { npm_config_local_prefix: _prefix, NODE_ENV: _mode, ...env } = process.env
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  /** @type {Buffer[]} */
  const printed = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => printed.push(part))
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (status !== 0)
    throw new Error(`${program} ${args.join(' ')} failed in ${cwd}:\n${Buffer.concat(printed)}`)
}
