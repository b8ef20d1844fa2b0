import type { AuthOption, Definition, EffectReason, Operation, Parameter } from '#model/definition'
import type { JsonSchema, JsonValue } from '#model/json'
import type { PageStyle } from '#model/pagination'
import { neededParts } from '#plan/compose-text'
import { furtherNames, isDefaulted, isFixedDate } from '#plan/parameter-values'
import { ownMember } from '#text/json-object'
import { withoutUndefined } from '#text/without-undefined'
import { examplesFor } from './examples-for.ts'
import { limitingSchemas, plainSchema, withNull } from './json-schema.ts'
import { recordSchema } from './record-schema.ts'

/** JSON Schema of an operation's parameters: a closed object. */
export type ParametersSchema = JsonSchema & {
  readonly type: 'object'
  readonly properties: Record<string, JsonSchema>
  readonly required: string[]
  readonly additionalProperties: false
}

/** Description of an operation for its callers. */
export interface OperationDescription {
  readonly entity: string
  readonly action: Operation['action']
  readonly summary?: string
  readonly description?: string
  readonly effect: 'read' | 'write' | 'destructive'
  /** Why a destructive operation cannot be called back, if the document says so. */
  readonly effect_reason?: EffectReason
  readonly idempotent: boolean
  /** Scopes that the operation needs, if the document states them. */
  readonly scopes?: readonly string[]
  /** JSON Schema of `params`. */
  readonly params: ParametersSchema
  /**
   * Params that a model need not see: headers with a fixed value, and paging params that `cursor` and `limit` replace.
   */
  readonly leave_out: readonly string[]
  /** Valid params with the required ones only. */
  readonly example: { readonly [name: string]: JsonValue }
  /** Null if there are no pages. Otherwise `cursor` takes the `end_cursor` of the page before. */
  readonly pagination: { readonly style: PageStyle; readonly limit: boolean } | null
  /** Schema of a record, if the document has one. Responses are not validated against it. */
  readonly response?: JsonSchema
}

const CURSOR: JsonSchema = {
  type: 'string',
  description: 'Where the page begins: end_cursor of the page before. Leave it out for the first page.',
}
const LIMIT: JsonSchema = { type: 'integer', minimum: 1, description: 'How many records a page has at most.' }
const RANGE: JsonSchema = {
  type: 'string',
  description: 'Part of the file to get.',
  examples: ['bytes=0-1023'],
}

const MOST_CHARACTERS = 2 * 1024 ** 2

/**
 * Describes an operation. All parameters, wherever they are sent, become one JSON Schema. Parameters that injection
 * supplies are left out. Parameters that a default, scoping or authentication supplies are optional.
 *
 * @param definition Definition of the operation. Without it, scoping and authentication are not considered.
 */
export function describeOperation(operation: Operation, definition?: Definition): OperationDescription {
  return limitingSchemas({ left: MOST_CHARACTERS }, () => describe(operation, definition))
}

function describe(operation: Operation, definition: Definition | undefined): OperationDescription {
  const { entity, action, summary, description, idempotent, pagination } = operation
  const response = recordSchema(operation)
  const effect = operation.destructive ? 'destructive' : operation.effect
  const params = getParams(operation, definition)
  return {
    entity,
    action,
    ...withoutUndefined({ summary, description }),
    effect,
    ...(operation.effect_reason !== undefined && { effect_reason: operation.effect_reason }),
    idempotent,
    ...(operation.scopes !== undefined && { scopes: operation.scopes }),
    params,
    leave_out: leftOut(operation, params, definition),
    example: examplesFor(params),
    pagination:
      pagination === undefined ? null : { style: pagination.style, limit: pagination.limit !== undefined },
    ...(response !== undefined && { response }),
  }
}

function getParams(operation: Operation, definition: Definition | undefined): ParametersSchema {
  const shown = operation.parameters.filter(
    (parameter) => parameter.inject === undefined && hasEffect(parameter),
  )
  const properties = new Map<string, JsonSchema>()
  const required = new Set<string>()
  for (const parameter of shown) {
    if (!properties.has(parameter.name)) properties.set(parameter.name, getProperty(parameter))
    if (isDemanded(parameter, definition)) required.add(parameter.name)
  }
  for (const [name, schema] of getFurther(operation)) {
    if (!properties.has(name)) properties.set(name, schema)
  }
  const hasBody =
    operation.body_required &&
    shown.some((parameter) => isBodyField(parameter) && required.has(parameter.name))
  const bodyNames = shown.filter(isBodyField).map(({ name }) => ({ required: [name] }))
  const isAnyNeeded =
    operation.body_required &&
    !hasBody &&
    bodyNames.length > 0 &&
    !shown.some((one) => isBodyField(one) && isDefaulted(one))
  const anyOf = isAnyNeeded ? bodyNames : wholeOrParts(operation)
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: [...required],
    additionalProperties: false,
    ...(anyOf.length > 0 && { anyOf }),
  }
}

function leftOut(
  { parameters, pagination }: Operation,
  { properties, required }: ParametersSchema,
  definition: Definition | undefined,
): string[] {
  const supplied = parameters
    .filter((one) => (one.in === 'header' && isDefaulted(one)) || isOfAuthentication(one, definition))
    .map(({ name }) => name)
  const paging = [
    ...(pagination?.cursor === 'cursor' ? [] : [pagination?.cursor]),
    ...(pagination?.limit === 'limit' ? [] : [pagination?.limit]),
  ].filter((name) => name !== undefined)
  const names = new Set([...supplied, ...paging])
  const demanded = new Set(required)
  return [...names].filter((name) => Object.hasOwn(properties, name) && !demanded.has(name))
}

/** Returns alternative sets of required parameters: the whole string, or all of its parts. */
function wholeOrParts(operation: Operation): readonly { readonly required: readonly string[] }[] {
  const composed = operation.parameters.find((parameter) => parameter.composed !== undefined)
  const parts = composed === undefined ? [] : neededParts(operation, composed)
  return composed === undefined || parts.length === 0
    ? []
    : [{ required: parts }, { required: [composed.name] }]
}

/** Returns whether the caller must give a parameter, because no other source supplies it. */
export function isDemanded(parameter: Parameter, definition?: Definition): boolean {
  if (!parameter.required || parameter.inject !== undefined || isDefaulted(parameter)) return false
  if (definition?.scoping.some(({ param }) => param === parameter.name) === true) return false
  return !isOfAuthentication(parameter, definition)
}

/** Returns whether an auth option writes this header or query parameter. */
function isOfAuthentication(parameter: Parameter, definition: Definition | undefined): boolean {
  return definition !== undefined && getWritten(definition.auth_options).has(toKey(parameter))
}

/** Cached, because a document can have thousands of parameters and of auth options. */
const written = new WeakMap<readonly AuthOption[], ReadonlySet<string>>()

/** Returns the headers and query parameters that auth options write. */
function getWritten(options: readonly AuthOption[]): ReadonlySet<string> {
  const known = written.get(options)
  if (known !== undefined) return known
  const found = new Set(options.flatMap(getPlaces).map(toKey))
  written.set(options, found)
  return found
}

function getPlaces({ placement, additional_headers, additional_query }: AuthOption) {
  return [
    placement,
    ...[...additional_headers.keys()].map((name) => ({ in: 'header', name })),
    ...[...(additional_query?.keys() ?? [])].map((name) => ({ in: 'query', name })),
  ]
}

/** Returns the auth option that writes this header or query parameter. */
export function findWriter(
  parameter: { readonly in: string; readonly name: string },
  options: readonly AuthOption[],
): AuthOption | undefined {
  const key = toKey(parameter)
  return options.find((option) => getPlaces(option).some((place) => toKey(place) === key))
}

/** Returns a key for a parameter's place. The case of a header does not matter. */
function toKey({ in: place, name }: { readonly in: string; readonly name: string }): string {
  return `${place} ${place === 'header' ? name.toLowerCase() : name}`
}

// A path parameter that no path uses has no effect.
function hasEffect(parameter: Parameter): boolean {
  return parameter.in !== 'path' || parameter.required
}

function isBodyField(parameter: Parameter): boolean {
  return parameter.in === 'body'
}

const FURTHER: Readonly<Record<string, JsonSchema>> = { range_header: RANGE, cursor: CURSOR, limit: LIMIT }

function getFurther(operation: Operation): [string, JsonSchema][] {
  return furtherNames(operation).map((name) => [
    name,
    { ...FURTHER[name], ...(name === 'limit' && getBounds(operation)) },
  ])
}

/** Returns the bounds of the parameter that `limit` replaces. */
function getBounds({ parameters, pagination }: Operation): JsonSchema {
  const own = parameters.find(({ name }) => name === pagination?.limit)
  const { maximum, default: usual } = own === undefined ? {} : plainSchema(own.schema)
  return {
    ...(typeof maximum === 'number' && { maximum }),
    ...(typeof usual === 'number' && { default: usual }),
  }
}

function getProperty(parameter: Parameter): JsonSchema {
  const { description, example, nullable } = parameter
  const { default: stated, ...schema } = plainSchema(parameter.schema)
  const isStale = parameter.in === 'query' && stated !== undefined && isFixedDate(stated)
  const isComputed = parameter.default_template !== undefined
  const value = isStale || isComputed || stated === null || stated === '' ? undefined : stated
  const shown = example ?? (isStale ? stated : undefined)
  const note = isComputed && isDefaulted(parameter) ? 'Computed from the time if left out.' : undefined
  const texts = [description, note].filter((text) => text !== undefined)
  const property: JsonSchema = {
    ...schema,
    ...(texts.length > 0 && { description: texts.join(' ') }),
    ...(value !== undefined && { default: value }),
    ...(shown !== undefined &&
      ownMember(schema, 'examples') === undefined && { examples: [shown as JsonValue] }),
  }
  return nullable === true ? withNull(property) : property
}
