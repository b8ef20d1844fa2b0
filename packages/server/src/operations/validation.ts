import { BulkheadError, type ErrorDetail } from '@bulkhead/contract/errors'
import type { OperationShape } from '@bulkhead/contract/operation'
import { faultOfBrowserOrigin } from '@bulkhead/contract/values/browser-origin'
import { faultOfDisplayName } from '@bulkhead/contract/values/display-name'
import { faultOfRedirectOrigin } from '@bulkhead/contract/values/redirect-origin'
import { NULL_REFUSED, PATTERN_RULE, REFERENCE } from '@bulkhead/contract/values/shapes'
import { faultOfWorkspaceName } from '@bulkhead/contract/values/workspace-name'
import { cutName, probablyMeant } from '@bulkhead/engine/text'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify'
import type { TSchema } from 'typebox'
import { LargeText } from '#access/request/large-text'
import { isUuid } from '#platform/identifiers'

const MOST_FAULTS = 20

function createAjv(coerceTypes: false | 'array') {
  return new Ajv({
    coerceTypes,
    // A string such as 1e400 is coerced to infinity, for which strict mode checks no bounds.
    strictNumbers: coerceTypes === false,
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    useDefaults: false,
    removeAdditional: false,
    keywords: [REFERENCE, NULL_REFUSED, PATTERN_RULE],
    formats: {
      uuid: isUuid,
      'date-time': isDateTime,
      email: EMAIL,
      'display-name': (name: string) => faultOfDisplayName(name) === undefined,
      'workspace-name': (name: string) => faultOfWorkspaceName(name) === undefined,
      'browser-origin': (origin: string) => faultOfBrowserOrigin(origin) === undefined,
      'redirect-origin': (origin: string) => faultOfRedirectOrigin(origin) === undefined,
    },
  })
}

/**
 * Validators: queries and paths are strings, so their types are coerced. A JSON body has types of its own, so nothing
 * in it is coerced.
 */
const AJV = { text: lazily(() => createAjv('array')), body: lazily(() => createAjv(false)) }

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Compiles validators for the framework. Unknown fields are errors everywhere. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
  AJV[httpPart === 'body' ? 'body' : 'text']().compile(schema)

/** Schema of a part of a request that accepts no fields. */
const NO_FIELDS = { type: 'object', properties: {}, additionalProperties: false }

/** Parts of a request with their names in messages, in the order in which errors are reported. */
const PARTS = [
  ['params', 'path'],
  ['body', 'body'],
  ['query', 'query'],
] as const

/**
 * Creates a function that rejects input that does not match the schemas of an operation. The schemas are compiled on
 * first use: compiling all of them at start would take a fifth of a second.
 *
 * @returns Function that throws BulkheadError `invalid_request`.
 */
export function createInputValidator(operation: OperationShape) {
  const validators = PARTS.flatMap(([part, place]) => {
    const schema = operation[part] ?? (part === 'query' ? NO_FIELDS : undefined)
    if (schema === undefined) return []
    return [{ part, place, compiled: lazily(() => AJV[part === 'body' ? 'body' : 'text']().compile(schema)) }]
  })
  const { texts } = operation.bodyBounds ?? {}
  return (input: { readonly [Part in (typeof PARTS)[number][0]]: unknown }): void => {
    for (const { part, place, compiled } of validators) {
      const value = input[part] ?? null
      assertValid(compiled(), part === 'body' && texts !== undefined ? withSamples(value) : value, place)
    }
  }
}

/** Replaces long strings by short ones, since long strings were checked when they were read. */
function withSamples(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !Object.values(body).some(isLargeText)) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, isLargeText(value) ? 'text' : value]),
  )
}

function isLargeText(value: unknown): boolean {
  return value instanceof LargeText
}

/** Email syntax: narrower than RFC 5321 §4.1.2, and enough for real addresses. */
const EMAIL = /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/

/** Validator of one schema. Its `errors` are those of the last value that did not match. */
export type Validate = ValidateFunction

/** Returns a validator without type coercion, as for values of a JSON body. */
export function getValidator(schema: TSchema): Validate {
  return AJV.body().compile(schema)
}

/**
 * Rejects a value that does not match.
 *
 * @param part Name of the value in messages.
 * @throws BulkheadError `invalid_request`
 */
export function assertValid(validate: Validate, value: unknown, part: string): void {
  if (!validate(value)) throw validationError(validate.errors as FastifySchemaValidationError[], part)
}

/** Returns whether a string is a date and time (RFC 3339 §5.6) on a day that exists. */
function isDateTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i.test(text) &&
    !Number.isNaN(Date.parse(text))
  )
}

const PLACES: Record<string, string> = { querystring: 'query', params: 'path' }

/** Returns the error for all errors of a validator. Each names its field and what is accepted. */
export function validationError(errors: FastifySchemaValidationError[], httpPart: string): BulkheadError {
  const place = PLACES[httpPart] ?? httpPart
  const faults = withoutRepeats(errors as unknown as ErrorObject[])
    .slice(0, MOST_FAULTS)
    .map((error) => toDetail(error, place))
    // Some clients show only the message of an entry, so it names the field too.
    .map(({ field, message }) => ({ field, message: `${field} ${message}` }))
  // A repeated parameter is reported for its type and again for its values.
  const details = [...new Map(faults.map((fault) => [fault.message, fault])).values()]
  const message = details.map((detail) => detail.message).join('; ')
  return new BulkheadError('invalid_request', `${message}.`, { details })
}

/** Removes length errors of a string whose format error already covers the length. */
function withoutRepeats(errors: readonly ErrorObject[]): ErrorObject[] {
  const ofGrammar = new Set(
    errors.filter(({ keyword }) => keyword === 'format').map(({ instancePath }) => instancePath),
  )
  return errors.filter(
    ({ keyword, instancePath }) =>
      !['minLength', 'maxLength'].includes(keyword) || !ofGrammar.has(instancePath),
  )
}

function toDetail(error: ErrorObject, place: string): ErrorDetail {
  const at = (name?: string) =>
    [place, ...error.instancePath.split('/').slice(1), name].filter((part) => part !== undefined).join('.')
  const { params, parentSchema } = error as {
    params: Record<string, unknown>
    parentSchema?: Record<string, unknown>
  }
  // Only in a query can a list stand for one value: a parameter that was repeated.
  if (place === 'query' && Array.isArray(error.data) && parentSchema?.type !== 'array') {
    return { field: at(), message: `accepts one value but was sent ${error.data.length} times` }
  }
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty)
      const known = Object.entries(
        (parentSchema?.properties ?? {}) as Record<string, { deprecated?: boolean }>,
      )
        .filter(([, { deprecated }]) => deprecated !== true)
        .map(([property]) => property)
      const hint = meantBy(name, known) ?? `known: ${known.join(', ') || 'none'}`
      return { field: at(cutName(name)), message: `is not known here (${hint})` }
    }
    case 'required':
      return { field: at(String(params.missingProperty)), message: 'is required' }
    case 'enum':
      return {
        field: at(),
        message: `must be one of ${(params.allowedValues as unknown[]).filter((value) => value !== null).join(', ')}`,
      }
    case 'format':
      return { field: at(), message: formatFault(String(params.format), error.data) }
    case 'pattern':
      return { field: at(), message: String(parentSchema?.[PATTERN_RULE] ?? 'is not well-formed') }
    case 'type':
      return { field: at(), message: `must be ${[params.type].flat().join(' or ')}` }
    case 'const':
      return { field: at(), message: `must be ${JSON.stringify(params.allowedValue)}` }
    case 'minItems':
    case 'maxItems':
      return { field: at(), message: mustHave(error.keyword, Number(params.limit), 'item') }
    case 'minLength':
    case 'maxLength':
      return { field: at(), message: mustHave(error.keyword, Number(params.limit), 'character') }
    case 'uniqueItems':
      return {
        field: at(),
        message: `must not have the same item twice: items ${params.j} and ${params.i} are equal`,
      }
    default:
      return { field: at(), message: error.message ?? 'is not valid' }
  }
}

/** Returns a suggestion for an unknown name. A name that begins several known names suggests all of them. */
function meantBy(name: string, known: readonly string[]): string | undefined {
  const longer = known.filter((one) => one.startsWith(`${name}_`))
  const meant = longer.length > 1 ? longer.join(' or ') : probablyMeant(name, known)
  return meant && `did you mean ${meant}?`
}

function mustHave(keyword: string, limit: number, what: 'item' | 'character'): string {
  if (keyword.startsWith('min') && limit === 1) return 'must not be empty'
  const bound = keyword.startsWith('min') ? 'at least' : 'at most'
  return `must have ${bound} ${limit} ${what}${limit === 1 ? '' : 's'}`
}

const FORMATS: Record<string, string> = {
  uuid: 'UUID',
  email: 'valid e-mail address, such as anna@example.com',
  'date-time': 'time such as 2026-01-31T09:00:00Z',
}

function formatFault(format: string, value: unknown): string {
  if (format === 'display-name') return faultOfDisplayName(String(value)) ?? 'is not a name'
  if (format === 'workspace-name') return faultOfWorkspaceName(String(value)) ?? 'is not a workspace name'
  if (format === 'browser-origin') return faultOfBrowserOrigin(String(value)) ?? 'is not an origin'
  if (format === 'redirect-origin')
    return faultOfRedirectOrigin(String(value)) ?? 'is no origin to be sent back to'
  return `must be a ${FORMATS[format] ?? format}`
}
