import { spawnSync } from 'node:child_process'
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
import { isInstalled } from '../tools/build-package.js'
import { replaceFolder } from '../tools/replace-folder.js'

/**
 * Ends every `npm install` of the repository. Removes what is never used here: headers of Node and source maps, 105 MB. Where development
 * dependencies were left out, builds the SDK, the web app, the connect page and the documentation all the same, with tools that it installs elsewhere and
 * removes. Builds the program of `npm start`. Plain JavaScript, since it runs under whatever Node runs npm.
 */
const root = join(import.meta.dirname, '..')
const BUILT = ['packages/sdk', 'packages/connect', 'packages/connect-page', 'packages/docs', 'packages/web']
/** Files that the tools and the build need. */
const COPIED = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'tsconfig.json',
  'tools/build-package.js',
  'tools/bundled-packages.js',
  'tools/replace-folder.js',
  'tools/package.json',
  'packages/catalog/catalog.json',
  'packages/catalog/marks.json',
  'docs',
  'SECURITY.md',
]

removeUnused()
linkNode()
// If the tools are installed, the packages were built by their own `prepare`.
if (!['vite', 'typescript'].every((name) => isInstalled(name, root))) await buildElsewhere()
buildProgram()

function removeUnused() {
  const modules = join(root, 'node_modules')
  if (!existsSync(modules)) return
  for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
    const isHeaders = entry.name === 'include' && /node-(darwin|linux|win)-\w+$/.test(entry.parentPath)
    const isMap = entry.isFile() && /\.(m|c)?(js|ts|css)\.map$/.test(entry.name)
    if (isHeaders || isMap) rmSync(join(entry.parentPath, entry.name), { recursive: true, force: true })
  }
}

/** Builds the program of `npm start`. Without it, which needs Node 24 and esbuild, the sources are started. */
function buildProgram() {
  const cli = join(root, 'packages', 'cli')
  const isNewEnough = Number.parseInt(process.versions.node, 10) >= 24
  const node = isNewEnough ? process.execPath : join(root, 'node_modules', '.bin', 'node')
  // Files of an earlier build stay, since a server that is running may still load them.
  if (!existsSync(node) || !isInstalled('esbuild', cli)) return
  run(cli, process.env, [node, '--disable-warning=ExperimentalWarning', 'build-program.ts'])
}

/** Links Node 24 into the path of scripts. npm 10 removes its own link together with the Nodes of other platforms. */
function linkNode() {
  const node = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  const link = join(root, 'node_modules', '.bin', 'node')
  if (!existsSync(node) && Number.parseInt(process.versions.node, 10) < 24) {
    process.stderr.write(
      `npm has no Node 24 for ${process.platform} on ${process.arch}: run npm under Node 24.\n`,
    )
  }
  if (process.platform === 'win32' || existsSync(link) || !existsSync(node)) return
  rmSync(link, { force: true })
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(relative(dirname(link), node), link)
}

async function buildElsewhere() {
  process.stderr.write(
    'Building the SDK, the web app, the connect page and the documentation, with tools that are removed afterwards…\n',
  )
  const elsewhere = mkdtempSync(join(tmpdir(), 'bulkhead-build-'))
  try {
    copyTo(elsewhere)
    const { npm_config_local_prefix: _prefix, NODE_ENV: _mode, ...env } = process.env
    const npm = env.npm_execpath ?? 'npm'
    const ci = [
      'ci',
      '--include=dev',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--workspace=@bulkhead/web',
      '--workspace=@bulkhead/connect',
      '--workspace=@bulkhead/connect-page',
      '--workspace=@bulkhead/docs',
      '--workspace=@bulkhead/sdk',
    ]
    const args = [...ci, '--include-workspace-root', '--prefix', elsewhere]
    run(elsewhere, env, /\.[cm]?js$/.test(npm) ? [process.execPath, npm, ...args] : [npm, ...args])
    for (const place of BUILT) {
      run(elsewhere, env, [process.execPath, join(elsewhere, place, 'build.js')])
      await replaceFolder(join(root, place, 'dist'), (made) => {
        cpSync(join(elsewhere, place, 'dist'), made, { recursive: true })
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
  for (const file of COPIED) copy(file)
  for (const name of readdirSync(join(root, 'packages'))) copy(`packages/${name}/package.json`)
  for (const name of readdirSync(join(root, 'packages/catalog'))) {
    const page = `packages/catalog/${name}/README.md`
    if (existsSync(join(root, page))) copy(page)
  }
  for (const place of [...BUILT, 'packages/contract']) copy(place)
  leaveOut(elsewhere)
}

/**
 * Removes from the manifests what only tests and running need, which is two thirds of what npm would install: Node, and
 * the package with the tools of tests, which depends on the server.
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
    delete devDependencies['@bulkhead/testing']
    writeFileSync(file, JSON.stringify({ ...manifest, devDependencies }))
  }
}

/**
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} command
 */
function run(cwd, env, [program = '', ...args]) {
  const { status } = spawnSync(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed.`)
}
