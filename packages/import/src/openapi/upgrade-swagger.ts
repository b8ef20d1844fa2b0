import type { JsonValue } from '@bulkhead/engine'
import { type ConnectorDocument, getMember, invalid, toJson, toText } from '@bulkhead/engine/document'
import { upgradeFromTwoToThree } from '@scalar/openapi-upgrader/2.0-to-3.0'
import { toNodeLike } from '#to-node-like'

/**
 * Converts a Swagger 2.0 document to OpenAPI 3.0. Returns any other document unchanged. Paths keep their lines.
 *
 * @throws {EngineError} `document_invalid` for a document that the library cannot upgrade.
 */
export function upgradeSwagger(document: ConnectorDocument): ConnectorDocument {
  const { root, source } = document
  if (!/^2(\.0)?$/.test(toText(getMember(root, 'swagger')) ?? '')) return document
  // YAML reads `swagger: 2.0` as a number, and the library requires a string.
  const value = { ...(structuredClone(toJson(root)) as Record<string, JsonValue>), swagger: '2.0' }
  try {
    const upgraded = upgradeFromTwoToThree(value) as unknown as JsonValue
    return Object.freeze({ source, root: toNodeLike(upgraded, root) })
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : 'unknown'
    throw invalid(source, [{ line: 1, column: 1, message: `cannot be upgraded from Swagger 2.0: ${reason}` }])
  }
}
