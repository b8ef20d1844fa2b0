import type { ComposedAuth } from '#auth/compose-auth'
import { renderExpressionTemplate } from '#expression/template'
import { ExpressionError } from '#expression/value'
import { checkType } from '#model/check-type'
import { checkForm, checkValue, invalidParameter } from '#model/check-value'
import type { Definition, Operation, Parameter } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import type { ResolvedSettings } from '#settings/resolve-settings'
import { ownMember } from '#text/json-object'
import { listNames, listNearest } from '#text/list-names'
import { probablyMeant } from '#text/nearest'
import { transformed } from '#transform/transforms'
import { composeText } from './compose-text.ts'
import { shorten } from './find-operation.ts'

/** Values for the parameters of an operation's request. */
export interface GivenValues {
  /** Returns the value of a parameter, from the caller, a setting or a default. */
  of(parameter: Parameter): JsonValue | undefined
}

/** Source of settings and time for values that a caller omits. */
export interface ValueContext {
  readonly definition: Definition
  readonly settings: ResolvedSettings
  /** Milliseconds since the epoch, for defaults that are computed from the time. */
  readonly now?: number | undefined
}

/**
 * Collects the values for an operation from the caller, settings (scoping, injection) and defaults. Checks that no
 * value is unknown, missing or outside its enum.
 *
 * Defaults of header parameters, body parameters and variables are always used. The default of a query parameter is
 * used only if the parameter is required, because the service applies the defaults of optional ones itself, and only if
 * it is not a fixed date: a date in a document is an outdated sample. A blank default is used only for a variable,
 * which may be part of a string.
 *
 * @param isWanted Decides which parameters are included. Default: all.
 * @throws {EngineError} `unknown_parameter`, `missing_parameter`, `invalid_parameter`, `not_supported`.
 */
export function collectValues(
  context: ValueContext,
  operation: Operation,
  params: { readonly [name: string]: unknown },
  auth: ComposedAuth,
  isWanted: (parameter: Parameter) => boolean = () => true,
): GivenValues {
  refuseUnknown(operation, params)
  const scoped = scopedSettings(context, operation)
  const values = new Map<Parameter, JsonValue>()
  const absent = new Set<string>()
  for (const parameter of operation.parameters) {
    if (!isWanted(parameter)) continue
    const given = ownMember(params, parameter.name)
    if (given !== undefined && (given !== null || parameter.nullable === true)) {
      if (given !== null) {
        checkGiven(operation, parameter, given)
        checkForm(parameter, given)
      }
      values.set(parameter, parameter.is_transformed === true ? transformed(parameter.schema, given) : given)
      continue
    }
    const value =
      scoped.get(parameter.name) ??
      injectedValue(context.settings, parameter) ??
      getDefault(context, operation, parameter)
    if (value !== undefined) values.set(parameter, value)
    else if (parameter.required && !isSupplied(parameter, auth)) {
      if (given === null && parameter.in === 'path')
        throw invalidParameter(parameter.name, 'must not be null')
      absent.add(parameter.name)
    }
  }
  if (absent.size > 0) throw missing(operation, [...absent])
  for (const parameter of operation.parameters) {
    if (parameter.composed === undefined || !isWanted(parameter)) continue
    if (values.has(parameter)) refuseParts(operation, parameter, params)
    else
      values.set(
        parameter,
        composeText(operation, parameter, (name) => getPart(operation, values, name)),
      )
  }
  return { of: (parameter) => values.get(parameter) }
}

function checkGiven(operation: Operation, parameter: Parameter, value: JsonValue): void {
  const { name, in: place, is_whole_body, style } = parameter
  const isBeforeBody = place !== 'body' && place !== 'variable'
  const isText = isBeforeBody || (place === 'body' && operation.body !== 'json')
  // The type is not checked for file contents, which have several forms, for nested keys, which callers may choose, and
  // for a cursor, which comes from the service.
  const isFree =
    operation.uploads.some((upload) => upload.name === name) ||
    style === 'deepObject' ||
    operation.pagination?.cursor === name ||
    isOwnText(operation, name)
  if (!isFree && is_whole_body !== true) checkType(parameter, value, isText)
  if (place !== 'path' && place !== 'header') checkValue(parameter, value)
}

/** Returns whether the parameter is a selection. It may be a single string even if the document declares a list. */
function isOwnText({ graphql }: Operation, name: string): boolean {
  return graphql !== undefined && name === 'fields'
}

function getPart(
  operation: Operation,
  values: ReadonlyMap<Parameter, JsonValue>,
  name: string,
): JsonValue | undefined {
  const part = operation.parameters.find((one) => one.in === 'part' && one.name === name)
  return part === undefined ? undefined : values.get(part)
}

/** Rejects parts of a string if the caller also gives the whole string. */
function refuseParts(
  operation: Operation,
  whole: Parameter,
  params: { readonly [name: string]: unknown },
): void {
  for (const part of operation.parameters) {
    if (part.in !== 'part' || (ownMember(params, part.name) ?? null) === null) continue
    throw invalidParameter(part.name, `cannot be given together with ${whole.name}; give one of them`)
  }
}

function refuseUnknown(operation: Operation, params: { readonly [name: string]: unknown }): void {
  for (const name of Object.keys(params)) {
    if (operation.parameter_names.has(name)) continue
    const names = [...new Set([...operation.parameter_names, ...furtherNames(operation)])]
    const meant = probablyMeant(name, names)
    const known = listNearest(name, names)
    const list = known === '' ? 'it takes none.' : `it takes ${known}.`
    const hint = meant === undefined ? list : `did you mean ${meant}?`
    throw new EngineError(
      'unknown_parameter',
      `${operation.entity} ${operation.action} has no parameter ${shorten(name)}; ${hint}`,
      { parameter: shorten(name), ...(meant !== undefined && { nearest: meant }) },
    )
  }
}

/** Returns the parameters that an operation takes in addition to those of its document. */
export function furtherNames({ pagination, action }: Operation): readonly string[] {
  if (action === 'download') return ['range_header']
  if (pagination === undefined) return []
  return pagination.limit === undefined ? ['cursor'] : ['cursor', 'limit']
}

const NONE: ReadonlyMap<string, JsonValue> = new Map()

// Only a string, number or boolean setting can fill a parameter: a list of repositories cannot be one owner.
function scopedSettings(context: ValueContext, operation: Operation): ReadonlyMap<string, JsonValue> {
  if (context.definition.scoping.length === 0) return NONE
  const values = new Map<string, JsonValue>()
  for (const { param, setting } of context.definition.scoping) {
    const value = operation.parameter_names.has(param) ? ownMember(context.settings, setting) : undefined
    if (value !== undefined && typeof value !== 'object') values.set(param, value)
  }
  return values
}

function injectedValue(settings: ResolvedSettings, { inject }: Parameter): JsonValue | undefined {
  const value = inject === undefined ? undefined : ownMember(settings, inject.source)
  if (inject?.map === undefined || value === undefined) return value
  return inject.map.get(String(value)) ?? inject.map.get(String(value).toUpperCase())
}

function getDefault(
  { now, settings }: ValueContext,
  operation: Operation,
  parameter: Parameter,
): JsonValue | undefined {
  const value = parameter.default
  if (value === undefined || !isDefaulted(parameter)) return undefined
  const template = parameter.in === 'body' ? undefined : parameter.default_template
  if (template === undefined) return value
  try {
    return renderExpressionTemplate(template, { names: { config: settings }, now })
  } catch (thrown) {
    if (!(thrown instanceof ExpressionError)) throw thrown
    const message = `${operation.entity} ${operation.action}: the default of ${parameter.name} cannot be had: ${thrown.message}; give the parameter.`
    throw new EngineError('not_supported', message)
  }
}

/** Returns whether a parameter's default is used if no other source gives a value. */
export function isDefaulted(parameter: Parameter): boolean {
  const { default: value, in: place, required } = parameter
  if (value === undefined || value === null || place === 'path') return false
  if (value === '') return place === 'variable'
  return place !== 'query' || (required && !isFixedDate(value))
}

/** Returns whether a default is a fixed date. Such a default is a sample, and outdated. */
export function isFixedDate(value: JsonValue): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)
}

function isSupplied(parameter: Parameter, auth: ComposedAuth): boolean {
  return parameter.in === 'header' && Object.hasOwn(auth.headers, parameter.name.toLowerCase())
}

/** Creates one error for all missing parameters, so that the caller can fix them at once. */
function missing(operation: Operation, names: readonly string[]) {
  const [first = ''] = names
  const what = `parameter${names.length === 1 ? '' : 's'} ${listNames(names, { last: 'and' })}`
  const message = `${operation.entity} ${operation.action} needs the ${what}.`
  return new EngineError('missing_parameter', message, { parameter: first })
}
