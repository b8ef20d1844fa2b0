import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  type Node as YamlNode,
} from 'yaml'
import { type DocumentProblem, EngineError } from '#model/errors'
import { ownTexts } from '#text/own-texts'
import { parseJsonDocument } from './load-json-document.ts'
import type { DocumentNode, Position, ScalarNode } from './node.ts'

/** A parsed document. Whether it is a valid connector document is not checked yet. */
export interface ConnectorDocument {
  /** Origin of the document for messages: a path or a name. */
  readonly source: string
  readonly root: DocumentNode
}

const MAX_BYTES = 32 * 1024 * 1024
/**
 * Maximum number of bytes of YAML, which takes ten times as long to parse as JSON and thirty times its size in memory.
 */
const MAX_YAML_BYTES = 8 * 1024 * 1024
const MAX_DEPTH = 100

/**
 * Parses a connector document as JSON (at most 32 MiB) or as YAML 1.2 core (at most 8 MiB). It must be a single
 * document of at most 100 levels. Anchors, aliases and tags are rejected, since a document that copies parts of itself
 * can be small on disk and huge in memory.
 *
 * @param source Name of the document in messages, such as its path.
 * @param options.maxBytes Replaces both limits, for trusted documents that may be large.
 * @throws {EngineError} `document_invalid`, with the line and a correction.
 */
export function loadDocument(
  text: string,
  source: string,
  { maxBytes }: { readonly maxBytes?: number } = {},
): ConnectorDocument {
  const size = Buffer.byteLength(text)
  const tooLarge = (most: number, hint: string) =>
    invalid(source, [
      { line: 1, column: 1, message: `is larger than ${Math.round(most / 1024 ** 2)} MiB${hint}` },
    ])
  const [most, mostYaml] = [maxBytes ?? MAX_BYTES, maxBytes ?? MAX_YAML_BYTES]
  if (size > most) throw tooLarge(most, '; split the connector')
  const json = text.startsWith('{') ? parseJsonDocument(text, MAX_DEPTH) : undefined
  if (json !== undefined) return Object.freeze({ source, root: json })
  if (size > mostYaml) {
    throw tooLarge(
      mostYaml,
      ` and not valid JSON, with each key once; JSON may have ${Math.round(most / 1024 ** 2)} MiB`,
    )
  }
  const lines = new LineCounter()
  const parsed = parse(text, source, lines)
  const problems: DocumentProblem[] = parsed.errors
    .slice(0, 50)
    .map((error) => ({ ...positionAt(lines, error.pos[0]), message: error.message }))
  if (problems.length > 0) throw invalid(source, problems)

  const root = convert(parsed.contents, { lines, problems, own: ownTexts() }, 0)
  if (problems.length > 0) throw invalid(source, problems)
  return Object.freeze({ source, root })
}

/** Returns whether a document is not larger than one of its format may be. */
export function isSizeAllowed(bytes: Buffer): boolean {
  return bytes.length <= (bytes[0] === 0x7b ? MAX_BYTES : MAX_YAML_BYTES)
}

/** Creates the error for a document with these problems, worded so that an editor can jump to them. */
export function invalid(source: string, problems: readonly DocumentProblem[]) {
  const shown = [...problems].sort((a, b) => a.line - b.line || a.column - b.column).slice(0, 50)
  const message = shown.map((at) => `${source}:${at.line}:${at.column}: ${at.message}`).join('\n')
  return new EngineError('document_invalid', message, { source, problems: shown })
}

// The parser recurses, so a source of nothing but opening brackets exhausts its stack. That is reported as an invalid
// document.
function parse(text: string, source: string, lines: LineCounter) {
  try {
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      // The check below takes linear time; the parser's takes quadratic time.
      uniqueKeys: false,
      lineCounter: lines,
      prettyErrors: false,
    })
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : 'cannot be parsed'
    throw invalid(source, [{ line: 1, column: 1, message: `is not YAML: ${message}` }])
  }
}

interface Conversion {
  readonly lines: LineCounter
  readonly problems: DocumentProblem[]
  readonly own: (text: string) => string
}

function convert(node: YamlNode | null, conversion: Conversion, depth: number): DocumentNode {
  const { lines, problems, own } = conversion
  const position = positionAt(lines, node?.range?.[0] ?? 0)
  const nothing: ScalarNode = { ...position, kind: 'scalar', value: null }
  const report = (message: string) => {
    problems.push({ ...position, message })
    return nothing
  }
  if (node === null) return nothing
  if (depth > MAX_DEPTH) return report(`is nested deeper than ${MAX_DEPTH} levels`)
  if (isAlias(node)) return report(`uses the alias *${node.source}; write the value out instead`)
  if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
    return report(`has the anchor &${node.anchor}; aliases are not allowed, so remove it`)
  }
  if (node.tag !== undefined) return report(`has the tag ${node.tag}; remove it, quote a string instead`)
  if (isScalar(node)) return Object.freeze({ ...position, kind: 'scalar', value: toScalar(node.value, own) })

  if (isMap(node)) {
    const entries = new Map<string, { key: Position; value: DocumentNode }>()
    for (const pair of node.items) {
      const key = pair.key
      if (!isScalar(key) || key.value === null) return report('has a key that is not a string; quote it')
      if (key.anchor !== undefined || key.tag !== undefined) return report('has an anchor or tag on a key')
      // YAML reads a key such as 200 as a number; here it is a string. Two spellings of one key are duplicates.
      const name = own(String(key.value))
      const at = positionAt(lines, key.range?.[0] ?? 0)
      if (entries.has(name)) {
        problems.push({ ...at, message: `has the key ${name} twice` })
        return nothing
      }
      entries.set(name, {
        key: at,
        value: convert(pair.value as YamlNode | null, conversion, depth + 1),
      })
    }
    return Object.freeze({ ...position, kind: 'mapping', entries })
  }
  if (isCollection(node)) {
    const items = node.items.map((item) => convert(item as YamlNode | null, conversion, depth + 1))
    return Object.freeze({ ...position, kind: 'sequence', items: Object.freeze(items) })
  }
  return report('is not a mapping, a list or a plain value')
}

function toScalar(value: unknown, own: (text: string) => string): ScalarNode['value'] {
  // Infinity and NaN are numbers in YAML, but JSON cannot hold them.
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  return typeof value === 'boolean' || value === null ? value : own(String(value))
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}
