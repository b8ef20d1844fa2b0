import type { DocumentReader, Fields } from '#document/document-reader'
import type { GraphqlBody, VariableTemplate } from '#model/graphql-body'
import type { JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'
import { compileTextTemplate, namesIn } from '#text/text-template'
import { withoutUndefined } from '#text/without-undefined'

/** Compiled GraphQL body, with the names of its parameters. */
export interface CompiledGraphql {
  readonly body: GraphqlBody
  /** Parameters that placeholders name, in order. */
  readonly placeholders: readonly string[]
  /** Parameters that may be sent as null. */
  readonly nullable: ReadonlySet<string>
  readonly is_mutation: boolean
}

const FIELDS_PLACE = '{{ fields }}'
const KEYS = [
  'type',
  'query',
  'variables',
  'operationName',
  'default_fields',
  'record_type',
  'x-airbyte-nullable-variables',
]

/** Compiles `x-airbyte-body-type` of a request body, if it has one. */
export function compileGraphql(reader: DocumentReader, requestBody: Fields): CompiledGraphql | undefined {
  const fields = requestBody.fields('x-airbyte-body-type', KEYS)
  if (fields === undefined) return undefined
  const type = fields.requiredText('type', 'graphql')
  if (type !== '' && type !== 'graphql') {
    reader.report(fields.at, `${fields.where}.type must be graphql, not ${type}`)
  }
  const query = fields.requiredText('query', '"query { widgets { id } }"')
  const default_fields = readDefaultFields(reader, fields)
  const record_type = fields.text('record_type')
  const operation_name = fields.text('operationName')
  const given = fields.json('variables') ?? {}
  if (!isJsonObject(given)) reader.report(fields.at, `${fields.where}.variables must be a mapping`)
  const variables = new Map(
    Object.entries(isJsonObject(given) ? given : {}).map(([name, value]) => [name, getTemplate(value)]),
  )
  const listed = fields.texts('x-airbyte-nullable-variables') ?? []
  for (const name of listed) {
    if (
      variables.has(name) ||
      [...variables.values()].some((variable) => parametersIn(variable).includes(name))
    ) {
      continue
    }
    reader.warn(fields.at, `${fields.where}: the nullable variable ${name} does not occur in variables`)
  }
  const placeholders = [...variables.values()].flatMap(parametersIn)
  if (query.includes(FIELDS_PLACE)) placeholders.push('fields')
  return {
    body: {
      query: query.split(FIELDS_PLACE),
      ...withoutUndefined({ default_fields, record_type, operation_name }),
      variables,
    },
    placeholders: [...new Set(placeholders)],
    nullable: new Set([...listed, ...listed.flatMap((name) => parametersIn(variables.get(name)))]),
    is_mutation: isMutation(query),
  }
}

function readDefaultFields(reader: DocumentReader, fields: Fields): string | undefined {
  const value = fields.json('default_fields')
  if (value === undefined || typeof value === 'string') return value
  if (Array.isArray(value) && value.every((member) => typeof member === 'string')) return getSelection(value)
  reader.report(fields.at, `${fields.where}.default_fields must be a string or a list of strings`)
  return undefined
}

/** Returns the selection for a list of dotted names: `owner.name` becomes `owner { name }`. */
export function getSelection(names: readonly string[]): string {
  return names
    .map((name) => {
      const parts = name.split('.')
      return parts.join(' { ') + ' }'.repeat(parts.length - 1)
    })
    .join(' ')
}

function getTemplate(value: JsonValue): VariableTemplate {
  if (Array.isArray(value)) return { elements: value.map(getTemplate) }
  if (isJsonObject(value)) {
    return { members: new Map(Object.entries(value).map(([name, member]) => [name, getTemplate(member)])) }
  }
  const text = typeof value === 'string' ? compileTextTemplate(value, 'graphql') : []
  const [first] = text
  if (text.length === 1 && typeof first === 'object') return { parameter: first.name }
  return namesIn(text).length > 0 ? { text } : { constant: value }
}

function parametersIn(variable: VariableTemplate | undefined): readonly string[] {
  if (variable === undefined || 'constant' in variable) return []
  if ('parameter' in variable) return [variable.parameter]
  if ('text' in variable) return namesIn(variable.text)
  const parts = 'members' in variable ? [...variable.members.values()] : variable.elements
  return parts.flatMap(parametersIn)
}

/** Returns whether a GraphQL query has a mutation or subscription. Comments, strings and selections do not count. */
export function isMutation(query: string): boolean {
  const code = query.replace(/"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"/g, '""').replace(/#[^\n\r]*/g, '')
  let depth = 0
  // Only the first word of a definition is its kind: a query may be named `mutation`.
  let isFirst = true
  for (const [token] of code.matchAll(/[{}()]|[A-Za-z_][A-Za-z0-9_]*/g)) {
    if (token === '{' || token === '(') depth += 1
    else if (token === '}' || token === ')') {
      depth -= 1
      if (token === '}' && depth === 0) isFirst = true
    } else if (depth === 0) {
      if (isFirst && (token === 'mutation' || token === 'subscription')) return true
      isFirst = false
    }
  }
  return false
}
