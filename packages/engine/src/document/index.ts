// Entry point for tools that write and import documents.

export {
  compareDefinitions,
  type DefinitionDifference,
  renderDifference,
} from '#check/compare-definitions'
export { compileAuthOptions } from '#compile/compile-auth-option'
export { compileDefinition, compileDocument } from '#compile/compile-definition'
export { compileOperation } from '#compile/compile-operation'
export { DEFAULT_RETRY } from '#compile/compile-retry'
export type { SchemaReader } from '#compile/compile-schemas'
export { compileServer } from '#compile/compile-settings'
export { isTemplated } from '#expression/template'
export type { BodyKind, CredentialField, ReachRule, Warning } from '#model/definition'
export type { MetaSource } from '#model/pagination'
export { isFixedDate } from '#plan/parameter-values'
export { planOperation } from '#plan/plan-request'
export type { TextTemplate } from '#text/text-template'
export {
  getItems,
  getMember,
  getMembers,
  isTrue,
  toMapping,
  toNode,
  toSequence,
  toText,
} from './document-nodes.ts'
export { createDocumentReader, toJson } from './document-reader.ts'
export { isKnownExtension } from './extensions.ts'
export { type ConnectorDocument, invalid, isSizeAllowed, loadDocument } from './load-document.ts'
export { mergeAllOf } from './merge-all-of.ts'
export type { DocumentNode, Position } from './node.ts'
