import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Names = Readonly<Record<string, string>>

/** An entry of `package-lock.json`. */
interface LockEntry {
  readonly version: string
  readonly link?: boolean
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly peer?: boolean
  readonly dependencies?: Names
  readonly optionalDependencies?: Names
  readonly peerDependencies?: Names
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** Root entry of `npm-shrinkwrap.json`. */
interface ShrinkwrapRoot {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly bin: Names
  readonly engines: Names
  readonly dependencies: Names
}

/**
 * Derives `npm-shrinkwrap.json` of the published package from the lock file of the repository. Anyone who installs
 * the package gets the versions and bytes that were tested.
 *
 * @param inside Folders below `packages/` that are bundled, whose dependencies the package has.
 * @throws Error if two of these need different versions of a package, of which only one can lie at the top.
 */
export function getShrinkwrap(repository: string, root: ShrinkwrapRoot, inside: readonly string[]): object {
  const { packages, lockfileVersion } = JSON.parse(
    readFileSync(join(repository, 'package-lock.json'), 'utf8'),
  ) as { packages: Readonly<Record<string, LockEntry>>; lockfileVersion: number }
  const found = new Map<string, LockEntry>()

  const add = (from: string, names: Iterable<string>, isOptional = false) => {
    for (const name of names) {
      const place = getPlace(packages, from, name)
      const entry = place === undefined ? undefined : packages[place]
      if (place === undefined || entry === undefined) {
        if (isOptional) continue
        throw new Error(`package-lock.json has no ${name} for ${from}. Run npm install.`)
      }
      const target = place.replace(/^packages\/[^/]+\//, '')
      const known = found.get(target)
      if (known !== undefined && known !== entry) {
        throw new Error(`${target} has versions ${known.version} and ${entry.version}: use one of them.`)
      }
      if (known !== undefined) continue
      found.set(target, entry)
      const {
        dependencies = {},
        optionalDependencies = {},
        peerDependencies = {},
        peerDependenciesMeta = {},
      } = entry
      add(
        place,
        Object.keys(dependencies).filter((one) => !(one in optionalDependencies)),
      )
      add(place, Object.keys(optionalDependencies), true)
      add(
        place,
        Object.keys(peerDependencies).filter((one) => peerDependenciesMeta[one]?.optional !== true),
      )
    }
  }
  for (const name of inside) {
    const own = Object.keys(packages[`packages/${name}`]?.dependencies ?? {})
    add(
      `packages/${name}`,
      own.filter((one) => one in root.dependencies),
    )
  }

  const entries = [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    // In the repository some are needed by tests alone or as peers; here all are needed.
    .map(
      ([place, { dev: _dev, devOptional: _devOptional, peer: _peer, ...entry }]) => [place, entry] as const,
    )
  return {
    name: root.name,
    version: root.version,
    lockfileVersion,
    requires: true,
    packages: { '': root, ...Object.fromEntries(entries) },
  }
}

/** Finds a package from the place of another one, by the rules of Node. */
function getPlace(
  packages: Readonly<Record<string, LockEntry>>,
  from: string,
  name: string,
): string | undefined {
  for (let folder = from; ; folder = folderAbove(folder)) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (place in packages) return place
    if (folder === '') return undefined
  }
}

function folderAbove(place: string): string {
  const nested = place.lastIndexOf('/node_modules/')
  return nested === -1 ? '' : place.slice(0, nested)
}
