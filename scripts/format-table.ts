import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'

const MARK = '<!-- tested -->\n'
/** A test and the line above it that says which part of the format it shows: `// Shows Bodies: forms`. */
const SHOWN = /^ *\/\/ Shows ([^:\n]+): (.+)\n *test\(\s*(?:'([^'\n]+)'|`([^`\n]+)`)/gm
/** Sections that say nothing of the format. */
const OTHER = ['What is tested']

interface Row {
  readonly section: string
  readonly what: string
  readonly file: string
  readonly test: string
}

/**
 * The page about connector documents with the table of what is tested, made from the tests of a folder.
 *
 * @throws Error where a test names a section that the page does not have, or a section has no test.
 */
export function withFormatTable(page: string, folder: string): string {
  const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, name = '']) => name)
  const rows = globSync('**/*.test.ts', { cwd: folder })
    .sort()
    .flatMap((file) => rowsIn(file, readFileSync(join(folder, file), 'utf8')))
  for (const { section, file } of rows) {
    if (!sections.includes(section)) throw new Error(`${file} shows ${section}, which is no section`)
  }
  const shown = sections
    .filter((section) => !OTHER.includes(section))
    .flatMap((section) => {
      const own = rows.filter((row) => row.section === section)
      if (own.length === 0) throw new Error(`no test shows ${section}`)
      return own
    })
  const cells = shown.map(({ section, what, file, test }) => [section, what, `\`${file}\`: ${test}`])
  const [before, , after] = page.split(MARK)
  return `${before}${MARK}\n${markdownTable([['Section', 'What holds', 'Test'], ...cells])}\n\n${MARK}${after}`
}

function rowsIn(file: string, source: string): Row[] {
  const found = [...source.matchAll(SHOWN)]
  const marks = source.match(/^ *\/\/ Shows /gm)?.length ?? 0
  if (found.length !== marks) throw new Error(`${file} has a line // Shows … that is above no test`)
  return found.map(([, section = '', what = '', plain, template]) => ({
    section,
    what,
    file,
    // A name that is made in a loop is shown without what it is made of.
    test: (plain ?? template ?? '').replaceAll(/\$\{[^}]*\}/g, '…').replaceAll('|', '\\|'),
  }))
}
