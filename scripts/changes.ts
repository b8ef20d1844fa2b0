import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const BUMPS = ['patch', 'minor', 'major'] as const
type Bump = (typeof BUMPS)[number]
const HEADINGS: Record<Bump, string> = { major: 'Breaking', minor: 'Added and changed', patch: 'Fixed' }
/** Name of a change's file: `changes/<name>.<bump>.md`. */
const FORM = /^[a-z0-9-]+\.(patch|minor|major)\.md$/

/** Change that is not yet part of a version. */
export interface Change {
  readonly file: string
  readonly bump: Bump
  readonly text: string
}

/** Reads the files of `changes/`. @throws {Error} If a name has another form. */
export function readChanges(root: string): Change[] {
  return globSync('changes/*.md', { cwd: root })
    .filter((file) => basename(file) !== 'README.md')
    .sort()
    .map((file) => {
      const [, bump] = FORM.exec(basename(file)) ?? []
      const text = readFileSync(join(root, file), 'utf8').trim()
      if (!isBump(bump) || text === '')
        throw new Error(`${file} does not have the form of changes/README.md.`)
      return { file, bump, text }
    })
}

/** Returns the version after `version`: the largest change decides. Before 1.0, a major change is a minor version. */
export function getNextVersion(version: string, changes: readonly Change[]): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const largest = BUMPS.findLast((bump) => changes.some((change) => change.bump === bump))
  if (largest === 'major' && major > 0) return `${major + 1}.0.0`
  return largest === 'patch' ? `${major}.${minor}.${patch + 1}` : `${major}.${minor + 1}.0`
}

/** Returns the changelog with a section for the version, above the others. */
export function withVersion(
  changelog: string,
  version: string,
  date: string,
  changes: readonly Change[],
): string {
  const groups = BUMPS.toReversed().flatMap((bump) => {
    const items = changes
      .filter((change) => change.bump === bump)
      .map(({ text }) => `- ${text.replaceAll('\n', '\n  ')}`)
    return items.length === 0 ? [] : [`### ${HEADINGS[bump]}\n\n${items.join('\n')}\n`]
  })
  const [introduction = '', ...versions] = changelog.split(/^(?=## )/m)
  return [introduction, `## ${version} (${date})\n\n${groups.join('\n')}\n`, ...versions].join('')
}

function isBump(text: string | undefined): text is Bump {
  return BUMPS.some((bump) => bump === text)
}
