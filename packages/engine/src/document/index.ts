// Entry point for tools that write and check documents.

export { checkDocument, type DocumentCheck, renderCheck } from '#check/check-document'
export {
  compareDefinitions,
  type DefinitionDifference,
  renderDifference,
} from '#check/compare-definitions'
export { compileDefinition } from '#compile/compile-definition'
export type { BodyKind, ReachRule } from '#model/definition'
export type { MetaSource } from '#model/pagination'
export { type LeftOut, loadPlainOpenApi } from '#openapi-import/load-plain-openapi'
export type { TextTemplate } from '#text/text-template'
export { getMember, getMembers, toMapping } from './document-nodes.ts'
export { toJson } from './document-reader.ts'
export { type ConnectorDocument, loadDocument } from './load-document.ts'
