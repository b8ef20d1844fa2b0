import type { JsonValue } from '@bulkhead/engine'
import { type ConnectorDocument, invalid, toJson } from '@bulkhead/engine/document'
import { isJsonObject } from '@bulkhead/engine/text'
import type { JSONPathNode, JSONValue } from 'json-p3'
import { toNodeLike } from '#to-node-like'
import { type OverlayText, readOverlay } from './read-overlay.ts'

export interface OverlaidDocument {
  readonly document: ConnectorDocument
  /** Messages about actions whose target selects nothing, for example after the upstream changed its document. */
  readonly unused: readonly string[]
}

type Container = Record<string, JsonValue> | JsonValue[]

/**
 * Applies an OpenAPI Overlay 1.0. Actions are applied in order, each to the result of the previous one. Objects are
 * merged, lists are appended to, and other values are replaced. The given document is not changed.
 *
 * @throws {EngineError} `document_invalid` if the overlay is invalid, or an action does not fit its target.
 */
export function applyOverlay(document: ConnectorDocument, overlay: OverlayText): OverlaidDocument {
  const actions = readOverlay(overlay)
  const unused: string[] = []
  // The JSON of a document is frozen. A clone of it is not.
  const root = structuredClone(toJson(document.root))
  for (const { target, query, remove, update, line, column } of actions) {
    const found = query.query(root as JSONValue).nodes
    const fault = found.map(({ value }) => getFault(value, update, remove)).find((one) => one !== undefined)
    if (fault !== undefined) throw invalid(overlay.source, [{ line, column, message: `${target} ${fault}` }])
    if (found.length === 0) unused.push(`${overlay.source}:${line}:${column}: ${target} selects nothing`)
    if (remove) removeAll(root, found)
    // A target can select the same part twice.
    else
      for (const value of new Set(found.map((node) => node.value)))
        mergeInto(value as Container, update as JsonValue)
  }
  return { document: Object.freeze({ ...document, root: toNodeLike(root, document.root) }), unused }
}

function getFault(value: unknown, update: JsonValue | undefined, remove: boolean): string | undefined {
  if (remove || Array.isArray(value)) return undefined
  if (typeof value !== 'object' || value === null)
    return 'selects a plain value; select the object that holds it and update its member'
  return isJsonObject(update) ? undefined : 'selects an object, so update must be one'
}

/** Removes parts by their parent, so that no removal changes the position of another part. */
function removeAll(root: JsonValue, nodes: readonly JSONPathNode[]): void {
  const held = new Map<JsonValue | undefined, Set<string | number>>()
  for (const { location } of nodes) {
    const holder = location.slice(0, -1).reduce<JsonValue | undefined>(getOwn, root)
    const keys = held.get(holder) ?? new Set()
    for (const key of location.slice(-1)) held.set(holder, keys.add(key))
  }
  for (const [holder, keys] of held) {
    if (Array.isArray(holder))
      for (const index of [...keys].map(Number).sort((a, b) => b - a)) holder.splice(index, 1)
    else if (isJsonObject(holder)) for (const key of keys) Reflect.deleteProperty(holder, key)
  }
}

function getOwn(holder: JsonValue | undefined, name: string | number): JsonValue | undefined {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) return undefined
  return (holder as Record<string | number, JsonValue>)[name]
}

function mergeInto(target: Container, update: JsonValue): void {
  if (Array.isArray(target)) {
    target.push(...(Array.isArray(update) ? update : [update]).map((item) => structuredClone(item)))
    return
  }
  for (const [key, value] of Object.entries(update as Record<string, JsonValue>)) {
    const known = getOwn(target, key)
    const merges = Array.isArray(known) ? Array.isArray(value) : isJsonObject(known) && isJsonObject(value)
    if (merges) mergeInto(known as Container, value)
    // Defined instead of assigned, so that a key named `__proto__` is an ordinary key.
    else
      Object.defineProperty(target, key, {
        value: structuredClone(value),
        enumerable: true,
        writable: true,
        configurable: true,
      })
  }
}
