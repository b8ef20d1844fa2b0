import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Separator of the parts of THIRD-PARTY-LICENSES. */
const SEPARATOR = `\n${'-'.repeat(80)}\n\n`

/**
 * Makes the bill of materials of a built package, in CycloneDX: its dependencies and, for `bulkhead`, also the bundled
 * libraries.
 *
 * @param place Folder of the package.
 */
export function makeBill(place: string, name: string): object {
  const isLocked = name === 'bulkhead'
  const given = [
    'sbom',
    '--sbom-format=cyclonedx',
    '--omit=dev',
    ...(isLocked ? ['--package-lock-only'] : []),
  ]
  const bill = JSON.parse(execFileSync('npm', given, { cwd: place, encoding: 'utf8', maxBuffer: 64_000_000 }))
  // npm names the component after its folder.
  bill.metadata.component.name = name
  if (isLocked) bill.components.push(...getBundled(place))
  return bill
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
  const built = join(import.meta.dirname, '../packages/cli/dist')
  process.stdout.write(`${JSON.stringify(makeBill(built, 'bulkhead'), null, 2)}\n`)
}
