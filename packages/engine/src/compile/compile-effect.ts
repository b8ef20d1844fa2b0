import type { DocumentReader, Fields } from '#document/document-reader'
import {
  type Action,
  EFFECT_REASONS,
  type Effect,
  type EffectReason,
  type Operation,
} from '#model/definition'
import { withoutUndefined } from '#text/without-undefined'

export interface CompiledEffect {
  readonly effect: Effect
  readonly destructive: boolean
  readonly effect_reason?: EffectReason
  readonly idempotent: boolean
}

const READS: readonly Action[] = ['get', 'list', 'api_search', 'download']
const EFFECTS = ['read', 'write', 'destructive'] as const
const KEY = 'x-bulkhead-effect'

/**
 * Returns the effect that a document declares. Without a declaration, the effect follows from action, method and
 * GraphQL query. An action is only the author's claim: an operation that changes the service never counts as a read.
 */
export function compileEffect(
  reader: DocumentReader,
  fields: Fields,
  operation: {
    readonly action: Action | undefined
    readonly method: Operation['method']
    readonly is_mutation: boolean
  },
): CompiledEffect {
  const { action, method, is_mutation } = operation
  const at = fields.node(KEY) ?? fields.at
  const declared = declaredIn(reader, fields)
  const isReadAction = action !== undefined && READS.includes(action)
  if (is_mutation && (isReadAction || declared.effect === 'read')) {
    const why = `${fields.where}: a GraphQL mutation is never a read`
    reader.report(at, `${why}; use the action create, update or delete and x-bulkhead-effect: write`)
  }
  if (action === 'delete' && declared.effect === 'read') {
    reader.report(at, `${fields.where}: a delete is never a read; write x-bulkhead-effect: destructive`)
  }
  const changes = method === 'PUT' || method === 'PATCH' || method === 'DELETE'
  if (isReadAction && changes && declared.effect === undefined) {
    const hint = `if it changes nothing, write x-bulkhead-effect: read`
    reader.warn(
      at,
      `${fields.where} is called ${action} and sent by ${method}, so it counts as a write; ${hint}`,
    )
  }
  const inferred =
    isReadAction && !changes ? 'read' : action === 'delete' || method === 'DELETE' ? 'destructive' : 'write'
  const effect = declared.effect ?? inferred
  const isDeletion = action === 'delete' || method === 'DELETE'
  const effect_reason = declared.reason ?? (isDeletion ? 'deletes' : undefined)
  return {
    effect: effect === 'read' ? 'read' : 'write',
    destructive: effect === 'destructive',
    ...(effect === 'destructive' && effect_reason !== undefined && { effect_reason }),
    // RFC 9110 §9.2.2. A POST is idempotent only if the document says so.
    idempotent: declared.idempotent ?? (effect === 'read' || method === 'PUT' || method === 'DELETE'),
  }
}

function declaredIn(reader: DocumentReader, fields: Fields) {
  const node = fields.node(KEY)
  if (node === undefined)
    return withoutUndefined({ effect: undefined, reason: undefined, idempotent: undefined })
  const mapping =
    node.kind === 'mapping'
      ? reader.fields(node, `${fields.where}.${KEY}`, ['effect', 'reason', 'idempotent'])
      : undefined
  const text = mapping === undefined ? fields.text(KEY) : mapping.text('effect')
  const effect = EFFECTS.find((known) => known === text)
  if (text !== undefined && effect === undefined) {
    reader.report(node, `${fields.where}.${KEY} must be ${EFFECTS.join(', ')}, not ${text}`)
  }
  const said = mapping?.text('reason')
  const reason = EFFECT_REASONS.find((known) => known === said)
  if (said !== undefined && (reason === undefined || effect !== 'destructive')) {
    const rule = `must be one of ${EFFECT_REASONS.join(', ')}, and belongs to the effect destructive`
    reader.report(node, `${fields.where}.${KEY}.reason ${rule}`)
  }
  const idempotent = mapping?.flag('idempotent')
  return withoutUndefined({ effect, reason, idempotent })
}
