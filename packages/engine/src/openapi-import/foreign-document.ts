import { getMember, toText } from '#document/document-nodes'
import { type ConnectorDocument, invalid } from '#document/load-document'

const PAGE =
  'a page of a website. Give the address of the document itself, such as one that ends in openapi.json'
const POSTMAN = 'a collection of Postman. Export its API as OpenAPI'

/**
 * Refuses a page of a website and XML, which are easily taken for a document, before they are parsed as YAML.
 *
 * @throws {EngineError} `document_invalid`.
 */
export function assertNoPage(text: string, source: string): void {
  const [start = ''] = /^[\ufeff\s]*<[^>]{0,40}/.exec(text) ?? []
  if (start === '') return
  throw refused(source, /<(!doctype html|html|head|body)\b/i.test(start) ? PAGE : 'XML')
}

/**
 * Refuses a document that is neither OpenAPI nor a connector document. A connector document that is incomplete passes,
 * so that its author sees its problems.
 *
 * @throws {EngineError} `document_invalid`.
 */
export function assertOpenApi({ root, source }: ConnectorDocument, text: string): void {
  if (text.includes('x-airbyte-')) return
  if (text.trim() === '') throw invalid(source, [{ line: 1, column: 1, message: 'is empty' }])
  if (root.kind !== 'mapping') throw refused(source, 'text without a structure')
  if ((getMember(root, 'openapi') ?? getMember(root, 'swagger')) !== undefined) return
  if (getMember(root, 'asyncapi') !== undefined) throw refused(source, 'AsyncAPI, which describes messages')
  const schema = toText(getMember(getMember(root, 'info'), 'schema')) ?? ''
  const isPostman = getMember(root, 'item') !== undefined || schema.includes('getpostman.com')
  if (isPostman && getMember(root, 'info') !== undefined) throw refused(source, POSTMAN)
  const message = 'is no OpenAPI document; it has neither openapi nor swagger at its top'
  throw invalid(source, [{ line: 1, column: 1, message }])
}

function refused(source: string, what: string) {
  return invalid(source, [{ line: 1, column: 1, message: `is no OpenAPI document; it is ${what}` }])
}
