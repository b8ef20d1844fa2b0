import type { DocumentReader, Fields } from '#document/document-reader'
import type { Definition, Operation } from '#model/definition'
import type { IdentityRule } from '#model/identity-rule'
import type { JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'
import { compileTemplate } from './compile-response.ts'

const KEY = 'x-bulkhead-identity'
const KEYS = ['entity', 'action', 'params', 'id', 'name']

/**
 * Reads the rule that identifies the account of a connector's credentials. The rule may only name an existing read
 * operation.
 */
export function compileIdentity(
  reader: DocumentReader,
  info: Fields,
  entities: Definition['entities'],
): IdentityRule | undefined {
  const fields = info.fields(KEY, KEYS)
  if (fields === undefined) return undefined
  const entity = fields.requiredText('entity', 'viewer')
  const action = fields.requiredText('action', 'get')
  const params = readParams(reader, fields)
  const id = compileTemplate(reader, fields, 'id', fields.requiredText('id', '"{{ record.id }}"'))
  const names = readNames(fields).flatMap((text) => compileTemplate(reader, fields, 'name', text) ?? [])
  const operation = entities.get(entity)?.get(action as Operation['action'])
  if (entity === '' || action === '') return undefined
  const fault = getFault(operation, params)
  if (fault !== undefined) reader.report(fields.at, `${fields.where}: ${entity} ${action} ${fault}`)
  if (operation === undefined || id === undefined) return undefined
  return { entity, action: operation.action, params, id, names }
}

function getFault(
  operation: Operation | undefined,
  params: Readonly<Record<string, JsonValue>>,
): string | undefined {
  if (operation === undefined) return 'is no operation of this document'
  if (operation.effect !== 'read' || operation.action === 'download') return 'is not a read of records'
  const unknown = Object.keys(params).find((name) => !operation.parameter_names.has(name))
  return unknown === undefined ? undefined : `has no parameter ${unknown}`
}

function readParams(reader: DocumentReader, fields: Fields): Readonly<Record<string, JsonValue>> {
  const params = fields.json('params') ?? {}
  if (isJsonObject(params)) return params
  reader.report(fields.node('params') ?? fields.at, `${fields.where}.params must be a mapping`)
  return {}
}

/** Reads one or more templates. The first that yields a string is used. */
function readNames(fields: Fields): readonly string[] {
  if (fields.node('name')?.kind === 'sequence') return fields.texts('name') ?? []
  const text = fields.text('name')
  return text === undefined ? [] : [text]
}
