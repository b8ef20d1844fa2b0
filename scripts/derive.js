import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findNode } from './build/find-node.js'

/**
 * Makes the sources that are not in git, `packages/catalog/documents` and `src/generated` of the SDK and the web app, unless they are
 * of the contract, the engine and the catalog as these are now. `npm install` and the commands that need them run it.
 * Plain JavaScript, because Node 20 may run it.
 */
const root = join(import.meta.dirname, '..')
const RECORD = join(root, 'packages/sdk/src/generated/inputs.json')

const inputs = hashInputs()
if (!isCurrent()) {
  const args = [join(root, 'scripts/derive/write-derived.ts'), inputs]
  const { status } = spawnSync(findNode(root), args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

function hashInputs() {
  const hash = createHash('sha256')
  for (const path of listInputs()) hash.update(path).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function listInputs() {
  const catalog = 'packages/catalog'
  const documents = readdirSync(join(root, catalog)).map((slug) => `${catalog}/${slug}/connector.yaml`)
  const code = [
    'packages/contract/src',
    'packages/engine/src',
    'packages/catalog/src',
    'scripts/derive',
  ].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`),
  )
  return [
    'packages/sdk/package.json',
    ...documents.filter((path) => existsSync(join(root, path))).sort(),
    ...code.filter((path) => path.endsWith('.ts')).sort(),
  ]
}

/** Returns whether the inputs are those of the last time, and everything made of them is there. */
function isCurrent() {
  if (!existsSync(RECORD)) return false
  const record = JSON.parse(readFileSync(RECORD, 'utf8'))
  return record.inputs === inputs && record.files.every((path) => existsSync(join(root, path)))
}
