import { invalidParameter } from '#model/check-value'
import type { Operation } from '#model/definition'
import type { GraphqlBody, VariableTemplate } from '#model/graphql-body'
import type { JsonValue } from '#model/json'
import type { GivenValues } from '#plan/parameter-values'
import { encodeJson } from '#text/encode-text'
import { plainText } from '#text/nested-pairs'
import { assertSelectable } from './assert-selectable.ts'
import { getSelection } from './compile-graphql.ts'

type LookUp = (parameter: string) => JsonValue | undefined

const MAX_FIELDS_LENGTH = 10_000

/**
 * Returns the JSON body of a GraphQL request. A variable without a value is left out, also inside an object: an absent
 * member leaves a value unchanged, while null would clear it.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function planGraphql(
  operation: Operation,
  graphql: GraphqlBody,
  values: GivenValues,
  types?: ReadonlyMap<string, string>,
): string {
  const lookUp: LookUp = (name) => {
    const parameter = operation.parameters.find((known) => known.in === 'variable' && known.name === name)
    return parameter === undefined ? undefined : values.of(parameter)
  }
  const variables = [...graphql.variables].flatMap(([name, template]) => {
    const value = rendered(template, lookUp)
    // Top-level nulls of the document are dropped. A null from the caller is sent only if the parameter is nullable.
    return value === undefined || (value === null && 'constant' in template) ? [] : [[name, value] as const]
  })
  const text = encodeJson({
    query: getQuery(graphql, lookUp('fields'), types),
    ...(graphql.variables.size > 0 && { variables: Object.fromEntries(variables) }),
    ...(graphql.operation_name !== undefined && { operationName: graphql.operation_name }),
  })
  if (text !== undefined) return text
  const culprit = variables.find(([, value]) => encodeJson(value) === undefined)?.[0] ?? 'params'
  throw invalidParameter(culprit, 'cannot be written as JSON')
}

function getQuery(
  { query, default_fields, record_type }: GraphqlBody,
  given: JsonValue | undefined,
  types: ReadonlyMap<string, string> | undefined,
): string {
  if (query.length === 1) return query[0] ?? ''
  const selection = given === undefined ? undefined : givenSelection(given)
  if (selection !== undefined && types !== undefined && record_type !== undefined) {
    assertSelectable(selection, record_type, types)
  }
  return query.join(selection ?? default_fields ?? '__typename')
}

/**
 * Returns the selection that a caller gives, or undefined if there is none. The string is inserted into the query
 * unchanged, so it may contain only names and the braces around them: no arguments, directives or fragments, and no
 * brace that closes what it did not open.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function givenSelection(given: JsonValue): string | undefined {
  if (Array.isArray(given) && given.length === 0) return undefined
  const names = Array.isArray(given) ? given : [given]
  if (!names.every((name) => typeof name === 'string')) throw badFields('must be strings')
  // A selection is longer than its names together, so names that are too long are rejected before it is composed.
  if (names.reduce((length, name) => length + name.length, 0) > MAX_FIELDS_LENGTH)
    throw badFields('are too long')
  const text = Array.isArray(given) ? getSelection(names) : selectionText(names[0] ?? '')
  if (text.trim() === '') return undefined
  if (text.length > MAX_FIELDS_LENGTH) throw badFields('are too long')
  if (!/^[A-Za-z0-9_{}\s,]*$/.test(text)) throw badFields('may hold only names, dots and braces')
  let depth = 0
  for (const [token] of text.matchAll(/[{}]|\w+/g)) {
    if (token === '{') depth += 1
    else if (token === '}') depth -= 1
    else if (/^\d/.test(token)) throw badFields('may hold only names, dots and braces')
    if (depth < 0) break
  }
  if (depth !== 0 || /^\s*\{|\{[\s,]*[{}]|\}[\s,]*\{/.test(text))
    throw badFields('have braces that do not match')
  return text
}

// The string may be a selection, or dotted names separated by spaces or commas.
function selectionText(text: string): string {
  if (text.includes('{')) return text
  return getSelection(text.split(/[\s,]+/).filter((name) => name !== ''))
}

function badFields(why: string) {
  return invalidParameter('fields', why)
}

function rendered(template: VariableTemplate, lookUp: LookUp): JsonValue | undefined {
  if ('constant' in template) return template.constant
  if ('parameter' in template) return lookUp(template.parameter)
  if ('text' in template) {
    const pieces = template.text.map((piece) => {
      if (typeof piece === 'string') return piece
      const value = lookUp(piece.name)
      return value === undefined || value === null ? undefined : plainText(piece.name, value)
    })
    return pieces.every((piece) => piece !== undefined) ? pieces.join('') : undefined
  }
  if ('elements' in template) {
    return template.elements.flatMap((element) => {
      const value = rendered(element, lookUp)
      return value === undefined ? [] : [value]
    })
  }
  const members = [...template.members].flatMap(([name, member]) => {
    const value = rendered(member, lookUp)
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(members)
}
