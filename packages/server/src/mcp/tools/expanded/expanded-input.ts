import { READ_ACTIONS } from '@bulkhead/contract/grants'
import { Shape } from '@bulkhead/contract/values/shapes'
import type { OperationDescription } from '@bulkhead/engine/describe'
import { Type } from 'typebox'
import { paramsForModels } from '../params-for-models.ts'
import { plainSchema } from '../plain-schema.ts'

/** Names that the APIs of all models accept. Gemini's rule is the strictest: it takes neither dots nor dashes. */
const SAFE = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/
const LONGEST_NAME = 64

/** Further arguments of an expanded tool, besides its operation's parameters. */
const EXTRAS = {
  connector: Type.Optional(
    Type.String({ maxLength: 255, description: 'Which connector; list_connectors says what each is.' }),
  ),
  select_fields: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Fields to keep of each record, as dotted paths. Saves most of the response.',
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      maxLength: 4096,
      description: '`next_cursor` of the same call: continues where it ended.',
    }),
  ),
  idempotency_key: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'A new random string. Repeating the call with it cannot do it twice.',
    }),
  ),
}

type Extra = keyof typeof EXTRAS

/** Shape by which the extras are validated. */
export const ExtraShape = Shape(EXTRAS)
export interface Extras {
  connector?: string
  select_fields?: string[]
  cursor?: string
  idempotency_key?: string
}

/** Argument name of each extra that a tool has. */
export type ExtraNames = Readonly<Partial<Record<Extra, string>>>

/** Returns the extras that apply to an operation. If a param has the same name, the param keeps it. */
export function getExtras(
  { params, effect, action, pagination }: Omit<OperationDescription, 'response'>,
  hasChoice: boolean,
): ExtraNames {
  const has: Record<Extra, boolean> = {
    connector: hasChoice,
    select_fields: true,
    cursor: READ_ACTIONS.has(action),
    idempotency_key: effect !== 'read',
  }
  const getName = (extra: Extra) => {
    // The cursor of a list is the server's own, and contains the cursor of the service.
    const isTaken = Object.hasOwn(params.properties as object, extra) && !(extra === 'cursor' && pagination)
    return isTaken ? `bulkhead_${extra}` : extra
  }
  const named = Object.keys(EXTRAS).filter((extra) => has[extra as Extra])
  return Object.fromEntries(named.map((extra) => [extra, getName(extra as Extra)]))
}

const RESERVED = Object.keys(EXTRAS).flatMap((extra) => [extra, `bulkhead_${extra}`])

/** Returns the params of an operation that have another name as an argument, by that name. */
export function getRenamed({
  params,
}: Pick<OperationDescription, 'params'>): ReadonlyMap<string, string> | undefined {
  const renamed = getRenamedParams(Object.keys(params.properties), RESERVED)
  return renamed.size === 0 ? undefined : renamed
}

/** Returns the JSON Schema of a tool's input: the params of its operation at the top level, and the extras. */
export function getInput(
  operation: Omit<OperationDescription, 'response'>,
  connector_ids: readonly string[],
  names: ExtraNames,
  renamed: ReadonlyMap<string, string> | undefined,
): Record<string, unknown> {
  const getArgument = toArgument(renamed)
  // Model providers reject alternatives at the top level of a schema. The server still enforces them.
  const { anyOf: _anyOf, oneOf: _oneOf, allOf: _allOf, ...schema } = paramsForModels(operation)
  const extras = Object.entries(names).map(([extra, name]) => {
    const property = plainSchema(EXTRAS[extra as Extra]) as object
    return [name, extra === 'connector' ? { ...property, enum: connector_ids } : property]
  })
  const params = Object.entries(schema.properties as object).map(([param, one]) => [getArgument(param), one])
  const required = Array.isArray(schema.required) ? schema.required : []
  return {
    ...schema,
    properties: Object.fromEntries([...params, ...extras]),
    required: [...required.map(getArgument), ...(names.connector === undefined ? [] : [names.connector])],
  }
}

/** Returns a function from a param to the name of its argument. */
function toArgument(renamed: ReadonlyMap<string, string> | undefined): (param: string) => string {
  const names = new Map([...(renamed ?? [])].map(([argument, param]) => [param, argument]))
  return (param) => names.get(param) ?? param
}

/** Separates the extras of a call from the params of its operation, which get their own names. */
export function splitInput(
  input: Readonly<Record<string, unknown>>,
  names: ExtraNames,
  renamed: ReadonlyMap<string, string> | undefined,
): { extras: Record<string, unknown>; params: Record<string, unknown> } {
  const byName = new Map(Object.entries(names).map(([extra, name]) => [name, extra]))
  const extras: Record<string, unknown> = {}
  const params: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    const extra = byName.get(name)
    if (extra === undefined) params[renamed?.get(name) ?? name] = value
    else extras[extra] = value
  }
  return { extras, params }
}

/**
 * Returns the params that need another name as an argument, by that name. The API of a model refuses all tools if one
 * argument has a name such as `filter[id]`. The result depends on the params and their order alone.
 *
 * @param reserved Names of other arguments.
 */
export function getRenamedParams(
  params: readonly string[],
  reserved: readonly string[],
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>()
  const taken = new Set([...reserved, ...params.filter((name) => SAFE.test(name))])
  for (const param of params) {
    if (SAFE.test(param)) continue
    const words = param.replaceAll(/[^A-Za-z0-9_]+/g, '_').replaceAll(/^_+|_+$/g, '')
    const start = (/^[A-Za-z]/.test(words) ? words : `param_${words}`).slice(0, LONGEST_NAME)
    let name = start
    for (let number = 2; taken.has(name); number += 1) {
      const ending = `_${number}`
      name = `${start.slice(0, LONGEST_NAME - ending.length)}${ending}`
    }
    taken.add(name)
    renamed.set(name, param)
  }
  return renamed
}
