import type { Definition } from '@bulkhead/engine'
import { type ConnectorDocument, compileDocument, type Warning } from '@bulkhead/engine/document'
import { type DocumentProblem, isEngineError } from '@bulkhead/engine/errors'
import { type LeftOut, loadPlainOpenApi, type PlainOptions } from '#openapi/load-plain-openapi'
import { adviceOn, adviseOnCredentials } from './advice.ts'
import { type ImportOptions, prepareDocument } from './import-definition.ts'

export interface DocumentCheck {
  readonly source: string
  readonly problems: readonly DocumentProblem[]
  /** Warnings: the document works, but maybe not as its author intends. */
  readonly warnings: readonly Warning[]
  /** Undefined if there are problems. */
  readonly definition?: Definition
}

/**
 * Checks a connector document, or an OpenAPI document without extensions. Reports errors that make it unusable,
 * oddities, operations that cannot be called, and corrections. Never throws for the content of the document.
 *
 * @param source Name of the document in messages, such as its path.
 * @param options Same options as for `importDefinition`.
 */
export function checkDocument(text: string, source: string, options: ImportOptions = {}): DocumentCheck {
  try {
    const { document, isPlain, unused, left_out } = prepareDocument(text, source, options)
    const check = isPlain ? checkPlain(document, options, left_out) : checkConnector(document)
    const others = unused.map((message) => ({ line: 1, column: 1, message }))
    return { ...check, warnings: [...others, ...check.warnings] }
  } catch (thrown) {
    if (!isEngineError(thrown, 'document_invalid')) throw thrown
    return { source: thrown.details.source, problems: thrown.details.problems, warnings: [] }
  }
}

function checkConnector(document: ConnectorDocument): DocumentCheck {
  const { source } = document
  const { definition, problems, warnings } = compileDocument(document)
  if (problems.length > 0) return { source, problems: inOrder(problems), warnings: inOrder(warnings) }
  return {
    source,
    problems: [],
    warnings: inOrder([...warnings, ...adviceOn(document, definition)]),
    definition,
  }
}

function checkPlain(
  document: ConnectorDocument,
  options: PlainOptions,
  before: readonly LeftOut[],
): DocumentCheck {
  const { definition, left_out } = loadPlainOpenApi(document, options)
  const warnings = [...before, ...left_out].map(({ what, reason, line, column }) => ({
    line,
    column,
    message: `${what} is left out: ${reason}`,
  }))
  const likely = adviseOnCredentials(definition).map((message) => ({ line: 1, column: 1, message }))
  return { source: document.source, problems: [], warnings: inOrder([...warnings, ...likely]), definition }
}

function inOrder<T extends { readonly line: number; readonly column: number }>(
  all: readonly T[],
): readonly T[] {
  return [...all].sort((a, b) => a.line - b.line || a.column - b.column)
}

/**
 * Renders a check for a terminal. Each finding has its place, its line and a mark under the line. A last line says what
 * the document is and counts the findings.
 *
 * @param text The checked document.
 */
export function renderCheck({ source, problems, warnings, definition }: DocumentCheck, text: string): string {
  const lines = text.split('\n')
  const findings = inOrder([
    ...problems.map((problem) => ({ ...problem, kind: 'error' })),
    ...warnings.map((warning) => ({ ...warning, kind: 'warning' })),
  ])
  const blocks = findings.map(({ line, column, message, kind }) => {
    const number = String(line)
    const shown = (lines[line - 1] ?? '').replaceAll('\t', ' ').trimEnd()
    // A document may consist of a single long line, so only the part around the column is shown.
    const start = Math.max(0, column - 41)
    const piece = shown.slice(start, start + 100)
    const gap = ' '.repeat(number.length)
    return `${source}:${line}:${column}: ${kind}: ${message}\n ${number} | ${piece}\n ${gap} | ${' '.repeat(column - 1 - start)}^\n`
  })
  const found = `${count(problems.length, 'error')}, ${count(warnings.length, 'warning')}`
  const verdict = definition === undefined ? found : `${toSummary(definition)}, ${found}`
  return [...blocks, `${source}: ${verdict}\n`].join('\n')
}

function toSummary({ slug, definition_id, entities }: Definition): string {
  const operations = [...entities.values()].reduce((sum, actions) => sum + actions.size, 0)
  const kinds = entities.size === 1 ? '1 entity' : `${entities.size} entities`
  return `${slug} ${definition_id}: ${kinds}, ${count(operations, 'operation')}`
}

function count(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? '' : 's'}`
}
