import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'

const INTRODUCTION = `# Conformance of the engine

Each row is a test of a section of [connector documents](../../docs/reference/connector-documents.md), by its path in \`packages/*/test\`; those in
\`wire\` look at what arrives at a server. Made by \`npm run generate\` from the tests.
`
/** Test with the line above it that names the part of the format that it shows: `// Shows Bodies: forms`. */
const SHOWN = /^ *\/\/ Shows ([^:\n]+): (.+)\n *test\(\s*(?:'([^'\n]+)'|`([^`\n]+)`)/gm

interface Row {
  readonly section: string
  readonly what: string
  readonly file: string
  readonly test: string
}

/**
 * Returns a report of the tests of the engine and of the importers by the sections of the page about connector documents.
 *
 * @param packages Folder of the packages.
 * @throws Error if a test names a section that the page lacks, or a section has no test.
 */
export function conformanceReport(page: string, packages: string): string {
  const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, name = '']) => name)
  const rows = globSync('{engine,import}/test/**/*.test.ts', { cwd: packages })
    .sort()
    .flatMap((file) => rowsIn(file.replace('/test/', '/'), readFileSync(join(packages, file), 'utf8')))
  for (const { section, file } of rows) {
    if (!sections.includes(section)) throw new Error(`${file} shows ${section}, which is no section`)
  }
  const shown = sections.flatMap((section) => {
    const own = rows.filter((row) => row.section === section)
    if (own.length === 0) throw new Error(`no test shows ${section}`)
    return own
  })
  const cells = shown.map(({ section, what, file, test }) => [section, what, `\`${file}\`: ${test}`])
  return `${INTRODUCTION}\n${markdownTable([['Section', 'What holds', 'Test'], ...cells])}\n`
}

function rowsIn(file: string, source: string): Row[] {
  const found = [...source.matchAll(SHOWN)]
  const marks = source.match(/^ *\/\/ Shows /gm)?.length ?? 0
  if (found.length !== marks) throw new Error(`${file} has a line // Shows … that is above no test`)
  return found.map(([, section = '', what = '', plain, template]) => ({
    section,
    what,
    file,
    // The variable parts of a name that is built in a loop become `…`.
    test: (plain ?? template ?? '').replaceAll(/\$\{[^}]*\}/g, '…').replaceAll('|', '\\|'),
  }))
}
