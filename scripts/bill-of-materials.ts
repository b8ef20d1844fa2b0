import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { getShrinkwrap } from '../packages/cli/shrinkwrap.ts'

const root = join(import.meta.dirname, '..')
const LOCK = 'npm-shrinkwrap.json'
/** Separator of the parts of THIRD-PARTY-LICENSES. */
const SEPARATOR = `\n${'-'.repeat(80)}\n\n`

/**
 * Makes the bill of materials of a built package, in CycloneDX: its dependencies by the lock file, and for `bulkhead`
 * also the bundled libraries. It reads no `node_modules`, since dependencies of a built package are installed elsewhere.
 *
 * @param place Folder of the package: `packages/<name>/dist`.
 */
export function makeBill(place: string, name: string): object {
  const alone = mkdtempSync(join(tmpdir(), 'bulkhead-bill-'))
  try {
    cpSync(join(place, 'package.json'), join(alone, 'package.json'))
    writeFileSync(join(alone, LOCK), readLock(place))
    const given = ['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only']
    const bill = JSON.parse(
      execFileSync('npm', given, { cwd: alone, encoding: 'utf8', maxBuffer: 64_000_000 }),
    )
    // npm names the component after its folder.
    bill.metadata.component.name = name
    if (name === 'bulkhead') bill.components.push(...getBundled(place))
    return bill
  } finally {
    rmSync(alone, { recursive: true, force: true })
  }
}

/** Returns the lock file of a package. If it is published without one, that is the part of the repository's. */
function readLock(place: string): string {
  const own = join(place, LOCK)
  if (existsSync(own)) return readFileSync(own, 'utf8')
  const manifest = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'))
  const { name, version, license, bin = {}, engines = {}, dependencies = {} } = manifest
  const folder = basename(dirname(place))
  return JSON.stringify(getShrinkwrap(root, { name, version, license, bin, engines, dependencies }, [folder]))
}

/** Returns the packages in bundled code, which npm does not see. The build recorded their names and licenses. */
function getBundled(place: string): readonly object[] {
  const texts = readFileSync(join(place, 'THIRD-PARTY-LICENSES'), 'utf8').split(SEPARATOR)
  return texts.map((text) => {
    const [, name, version] = /^(\S+) (\S+)\n/.exec(text) ?? []
    if (name === undefined) throw new Error('THIRD-PARTY-LICENSES has a part without a name')
    const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
    return { 'bom-ref': `${name}@${version}`, type: 'library', name, version, purl, scope: 'required' }
  })
}

if (import.meta.main) {
  const built = join(root, 'packages/cli/dist')
  process.stdout.write(`${JSON.stringify(makeBill(built, 'bulkhead'), null, 2)}\n`)
}
