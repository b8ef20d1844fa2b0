import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ERRORS } from '@bulkhead/contract/errors'

const root = join(import.meta.dirname, '..')
/** Union of all error codes, as TypeDoc writes it in code, lists and cells, but for its definition. */
const CODES = new RegExp(
  `(?<!ErrorCode = \\n {2}(?:\\| )?)(?:\\\\?\\|\\s*)?${Object.keys(ERRORS)
    .map((code) => `\`?"${code}"\`?`)
    .join('\\s*\\\\?\\|\\s*')}`,
  'g',
)

/** Returns the pages of the SDK's reference: one per class and interface, and `api.md` with all names. TypeDoc reads its sources. */
export function sdkPages(): Record<string, string> {
  const out = mkdtempSync(join(tmpdir(), 'bulkhead-typedoc-'))
  try {
    const typedoc = join(root, 'node_modules/typedoc/bin/typedoc')
    execFileSync(process.execPath, [typedoc, '--options', 'packages/sdk/typedoc.json', '--out', out], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return Object.fromEntries(
      globSync('**/*.md', { cwd: out })
        .sort()
        .map((file) => [
          `docs/reference/sdk/${basename(file)}`,
          toPage(readFileSync(join(out, file), 'utf8')),
        ]),
    )
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

/** Returns a page without its kind in the title, with links into one folder and a name for the union of error codes. */
function toPage(text: string): string {
  return `${text
    .replace(CODES, (union) => (union.includes('`') ? '[`ErrorCode`](api.md#errorcode)' : 'ErrorCode'))
    .replace(/^# (?:Class|Interface): (.*)$/m, '# $1')
    .replace(
      /^# SDK$/m,
      '# Names of the SDK\n\nWhat they are for: [the SDK](../../../packages/sdk/README.md).',
    )
    .replace(/\]\((?:\.\.\/)?(?:classes\/|interfaces\/)?([A-Za-z]+\.md)/g, ']($1')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`
}
