import { readFileSync } from 'node:fs'
import { checkDocument, type DocumentCheck, renderCheck } from '@bulkhead/engine/check/check-document'
import { createProgressLine } from '#operator/show-progress'
import { type Collected, collectDocuments } from './collect-documents.ts'

const [GOOD, BAD] = [0, 1]

/** Checks the documents that paths stand for, prints what was found, and answers the exit code. */
export function checkPaths(paths: readonly string[]): number {
  const failures: string[] = []
  const attempt = <T>(path: string, work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      failures.push(path)
      process.stderr.write(`${path}: error: ${reasonOf(error)}\n`)
      return undefined
    }
  }
  const documents = paths.flatMap((path) => attempt(path, () => collectDocuments(path)) ?? [])
  // A report on the screen is progress enough.
  const progress = process.stderr.isTTY && !process.stdout.isTTY ? createProgressLine() : undefined
  const checks = documents.flatMap((document, index) => {
    progress?.show(`${index} of ${documents.length} documents, now ${document.path}`)
    return attempt(document.path, () => checked(document)) ?? []
  })
  progress?.end()
  for (const line of repeated(checks)) process.stdout.write(line)
  const bad = checks.filter(({ problems }) => problems.length > 0).length
  if (checks.length > 1) {
    const warnings = checks.reduce((sum, check) => sum + check.warnings.length, 0)
    process.stdout.write(
      `${checks.length} documents: ${checks.length - bad} can be used, ${bad} cannot; ${warnings} warnings\n`,
    )
  }
  return bad === 0 && failures.length === 0 ? GOOD : BAD
}

function checked({ path, slug }: Collected): DocumentCheck {
  const text = readFileSync(path, 'utf8')
  const check = checkDocument(text, path, slug === undefined ? {} : { slug })
  process.stdout.write(renderCheck(check, text))
  return check
}

/** A server takes the first of two documents with the same id, and skips the other. */
function repeated(checks: readonly DocumentCheck[]): string[] {
  const first = new Map<string, string>()
  return checks.flatMap(({ source, definition }) => {
    if (definition === undefined) return []
    const other = first.get(definition.definition_id)
    if (other !== undefined) return [`${source}: warning: it has the same definition id as ${other}\n`]
    first.set(definition.definition_id, source)
    return []
  })
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder and no document',
}

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return REASONS[code] ?? message
}
