import type { Warning } from '#model/definition'
import type { DocumentProblem } from '#model/errors'
import type { JsonValue } from '#model/json'
import { probablyMeant } from '#text/nearest'
import { isKnownExtension, probableExtension } from './extensions.ts'
import type { DocumentNode, MappingNode } from './node.ts'

/** Position in a document. Counts from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Reader that collects problems while a document is compiled, so that its author sees all of them at once. */
export interface DocumentReader {
  readonly problems: readonly DocumentProblem[]
  readonly warnings: readonly Warning[]
  report(at: Place, message: string): void
  warn(at: Place, message: string): void
  /**
   * Reads a mapping. A key outside `allowed` is reported, with the key that was probably meant. An unknown `x-` key is
   * only a warning, so that newer documents load. Without `allowed`, every key is accepted.
   */
  fields(node: DocumentNode | undefined, where: string, allowed?: readonly string[]): Fields
}

/**
 * The members of one mapping. If a value has the wrong type, the readers report it and return undefined. Null counts as
 * absent.
 */
export interface Fields {
  readonly at: Place
  /** Name of this mapping in messages: `info`, `paths./widgets.get`. */
  readonly where: string
  node(key: string): DocumentNode | undefined
  text(key: string): string | undefined
  requiredText(key: string, example: string): string
  flag(key: string): boolean | undefined
  json(key: string): JsonValue | undefined
  texts(key: string): readonly string[] | undefined
  /** Reads a mapping of scalar values. Numbers and booleans become strings. */
  textMap(key: string): ReadonlyMap<string, string>
  /** Reads a map like `textMap`, for display or comparison only. Silently omits values that are not scalars. */
  plainMap(key: string): ReadonlyMap<string, string>
  fields(key: string, allowed?: readonly string[]): Fields | undefined
  list(key: string): readonly DocumentNode[]
  /** Returns key, value and the value's path of each member, in document order. */
  entries(): readonly (readonly [string, DocumentNode, string])[]
}

/** Creates a reader without problems. */
export function createDocumentReader(): DocumentReader {
  const problems: DocumentProblem[] = []
  const warnings: Warning[] = []
  const reader: DocumentReader = {
    problems,
    warnings,
    report: (at, message) => problems.push({ line: at.line, column: at.column, message }),
    warn: (at, message) => warnings.push({ line: at.line, column: at.column, message }),
    fields(node, where, allowed) {
      const mapping = node?.kind === 'mapping' ? node : emptyAt(node)
      if (node !== undefined && node.kind !== 'mapping') reader.report(node, `${where} must be a mapping`)
      if (allowed !== undefined) checkKeys(reader, mapping, where, allowed)
      return readFields(reader, mapping, where)
    },
  }
  return reader
}

/** Returns a part of a document as a frozen JSON value. */
export function toJson(node: DocumentNode): JsonValue {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'sequence') return Object.freeze(node.items.map(toJson))
  // fromEntries defines own properties, so a key named __proto__ is only a key.
  return Object.freeze(Object.fromEntries([...node.entries].map(([key, { value }]) => [key, toJson(value)])))
}

function emptyAt(at: Place | undefined): MappingNode {
  return { kind: 'mapping', line: at?.line ?? 1, column: at?.column ?? 1, entries: new Map() }
}

function checkKeys(reader: DocumentReader, mapping: MappingNode, where: string, allowed: readonly string[]) {
  for (const [key, { key: at }] of mapping.entries) {
    if (allowed.includes(key) || isKnownExtension(key)) continue
    if (key.startsWith('x-')) {
      const meant = probableExtension(key)
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`
      reader.warn(at, `${where} has the unknown extension ${key}, which is ignored${hint}`)
      continue
    }
    const meant = probablyMeant(key, allowed)
    const hint = meant === undefined ? `allowed are ${allowed.join(', ')}` : `did you mean ${meant}?`
    reader.report(at, `${where} has the unknown key ${key}; ${hint}`)
  }
}

function readFields(reader: DocumentReader, mapping: MappingNode, where: string): Fields {
  const node = (key: string) => {
    const value = mapping.entries.get(key)?.value
    // A key without a value counts as absent: authors write it to say that there is none.
    return value?.kind === 'scalar' && value.value === null ? undefined : value
  }
  // Messages name top-level members by their key alone.
  const under = (key: string) => (where === 'the document' ? key : `${where}.${key}`)
  const wrong = (at: Place, key: string, what: string) => {
    reader.report(at, `${under(key)} must be ${what}`)
    return undefined
  }
  const scalarText = (value: DocumentNode, key: string) =>
    value.kind === 'scalar' && value.value !== null ? String(value.value) : wrong(value, key, 'a string')

  const fields: Fields = {
    at: mapping,
    where,
    node,
    text(key) {
      const value = node(key)
      return value === undefined ? undefined : scalarText(value, key)
    },
    requiredText(key, example) {
      const text = fields.text(key)
      if (text !== undefined && text.trim() !== '') return text
      if (node(key) === undefined || text !== undefined) {
        reader.report(node(key) ?? mapping, `${where} needs ${key}, for example ${key}: ${example}`)
      }
      return ''
    },
    flag(key) {
      const value = node(key)
      if (value === undefined) return undefined
      if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value
      return wrong(value, key, 'true or false')
    },
    json(key) {
      const value = node(key)
      return value === undefined ? undefined : toJson(value)
    },
    texts(key) {
      const value = node(key)
      if (value === undefined) return undefined
      if (value.kind !== 'sequence') return wrong(value, key, 'a list of strings')
      return Object.freeze(value.items.flatMap((item) => scalarText(item, key) ?? []))
    },
    textMap(key) {
      const value = node(key)
      if (value === undefined) return new Map()
      if (value.kind !== 'mapping') {
        wrong(value, key, 'a mapping of strings')
        return new Map()
      }
      const pairs = [...value.entries].map(
        ([name, entry]) => [name, scalarText(entry.value, `${key}.${name}`) ?? ''] as const,
      )
      return new Map(pairs)
    },
    plainMap(key) {
      const value = node(key)
      if (value?.kind !== 'mapping') return new Map()
      const pairs = [...value.entries].flatMap(([name, { value: entry }]) =>
        entry.kind === 'scalar' && entry.value !== null ? [[name, String(entry.value)] as const] : [],
      )
      return new Map(pairs)
    },
    fields(key, allowed) {
      const value = node(key)
      return value === undefined ? undefined : reader.fields(value, under(key), allowed)
    },
    list(key) {
      const value = node(key)
      if (value === undefined) return []
      if (value.kind === 'sequence') return value.items
      wrong(value, key, 'a list')
      return []
    },
    entries: () => [...mapping.entries].map(([key, entry]) => [key, entry.value, under(key)] as const),
  }
  return fields
}
