import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CATALOG, documentPath } from '@bulkhead/catalog/catalog-index'
import { findClash, type Named } from '@bulkhead/catalog/find-clash'
import { readOverlay } from '@bulkhead/catalog/find-documents'
import { checkDocument, type DocumentCheck, renderCheck } from '@bulkhead/import/check-document'
import { createProgressLine } from '#operator/show-progress'
import { type Collected, collectDocuments } from './collect-documents.ts'

const [GOOD, BAD] = [0, 1]

/** Checks the documents at some paths, prints the problems, and returns the exit code. */
export function checkPaths(paths: readonly string[]): number {
  const failures: string[] = []
  const attempt = <T>(path: string, work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      failures.push(path)
      process.stderr.write(`${path}: error: ${getReason(error)}\n`)
      return undefined
    }
  }
  const documents = paths.flatMap((path) => attempt(path, () => collectDocuments(path)) ?? [])
  // On a screen, the report itself shows the progress.
  const progress = process.stderr.isTTY && !process.stdout.isTTY ? createProgressLine() : undefined
  const known: Known[] = [...CATALOG]
  const checks = documents.flatMap((document, index) => {
    progress?.show(`${index} of ${documents.length} documents, now ${document.path}`)
    return attempt(document.path, () => checked(document, known)) ?? []
  })
  progress?.end()
  const bad = checks.filter(({ problems }) => problems.length > 0).length
  if (checks.length > 1) {
    const warnings = checks.reduce((sum, check) => sum + check.warnings.length, 0)
    process.stdout.write(
      `${checks.length} documents: ${checks.length - bad} can be used, ${bad} cannot; ${warnings} warnings\n`,
    )
  }
  return bad === 0 && failures.length === 0 ? GOOD : BAD
}

/** Definition that the server would load before the checked document. */
interface Known extends Named {
  /** Absent for definitions of the catalog. */
  readonly source?: string
}

function checked({ path, slug, overlay: overlayPath }: Collected, known: Known[]): DocumentCheck {
  const text = readFileSync(path, 'utf8')
  const overlay = readOverlay(overlayPath)
  const alone = checkDocument(text, path, { overlay, ...(slug !== undefined && { slug }) })
  const check = withClash(alone, known)
  const { definition, problems } = check
  if (definition !== undefined && problems.length === 0) {
    const { definition_id, slug, display_name } = definition
    known.push({ definition_id, slug, display_name, source: path })
  }
  process.stdout.write(renderCheck(check, check.source === overlay?.source ? overlay.text : text))
  return check
}

/**
 * Adds a problem if the server would skip the document. It loads the catalog first. Of two documents with the same id
 * or name it takes the first.
 */
function withClash(check: DocumentCheck, known: readonly Known[]): DocumentCheck {
  const { definition, source, problems } = check
  if (definition === undefined) return check
  const others = known.filter((one) => !isOfCatalog(one, source))
  const clash = findClash(others, definition)
  if (clash === undefined) return check
  const where = clash.known.source ?? 'the catalog'
  const message = `a server skips this document: ${clash.message} (${where}); give it another`
  return { ...check, problems: [...problems, { line: 1, column: 1, message }] }
}

/** Returns whether a file is the document of an entry of the catalog. It does not clash with itself. */
function isOfCatalog({ slug, source }: Known, path: string): boolean {
  const entry = source === undefined ? CATALOG.find((one) => one.slug === slug) : undefined
  if (entry === undefined) return false
  const compiled = fileURLToPath(documentPath(entry))
  const real = realpathSync(path)
  return real === compiled || dirname(real) === join(dirname(dirname(compiled)), slug)
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder, not a document',
}

function getReason(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return REASONS[code] ?? message
}
