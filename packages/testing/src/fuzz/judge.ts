import { ERRORS, type ErrorCode } from '@bulkhead/contract/errors'
import { getErrors, getSuccess, type OperationShape } from '@bulkhead/contract/operation'
import { Compile, type Validator } from 'typebox/schema'
import type { Answer } from '#test-server'
import type { FuzzRequest, Sender } from './requests.ts'
import { Existing, SECRET_PREFIX } from './values.ts'

/**
 * Duration above which a request counts as hung. Generous, because a busy machine or a vacuumed embedded
 * database is slow.
 */
const MOST_MS = 60_000

const validators = new Map<OperationShape, Validator>()

/**
 * Returns the faults of a response to any request: a 500, an error that is undocumented or that the operation does not
 * declare, a success whose body violates the contract, or a secret in the body.
 */
export function getFaults(
  { operation, sender, params }: FuzzRequest,
  response: Answer,
  ms: number,
): string[] {
  const faults: string[] = []
  const { status, text, headers } = response
  if (text.includes(SECRET_PREFIX)) faults.push('the answer holds a stored secret')
  if (ms > MOST_MS) faults.push(`it took ${Math.round(ms)} ms`)
  if (!headers.has('x-request-id')) faults.push('there is no x-request-id')
  if (status >= 400) return [...faults, ...faultsOfError(operation, sender, response)]
  const success = getSuccess(operation)
  if (status !== success.status) return [...faults, `success is ${success.status}`]
  if (operation.callers !== 'anyone' && ['expired', 'nobody'].includes(sender))
    faults.push('it took no token')
  if (sender.startsWith('other') && Object.values(params).some(isOfTheTenant)) {
    faults.push('another tenant reached it')
  }
  // A downloaded file has the schema of the version that wrote it.
  if (headers.has('content-disposition')) return faults
  let validator = validators.get(operation)
  if (validator === undefined) {
    validator = Compile(success.schema as never)
    validators.set(operation, validator)
  }
  // A redirect has no body.
  const body = text === '' ? null : response.body
  if (!validator.Check(body)) {
    faults.push(
      `the body does not fit the schema: ${JSON.stringify(validator.Errors(body)[1]).slice(0, 400)}`,
    )
  }
  return faults
}

function isOfTheTenant(value: unknown): boolean {
  return value instanceof Existing && ['workspace', 'connector'].includes(value.kind)
}

function faultsOfError(
  operation: OperationShape,
  sender: Sender,
  { status, body, headers }: Answer,
): string[] {
  const faults: string[] = []
  if (typeof body !== 'object' || body === null) return ['an error without a JSON body']
  const { code, message, errors, request_id } = body
  if (!(code in ERRORS)) return [`the code ${code} is not documented`]
  if (ERRORS[code as ErrorCode].status !== status) faults.push(`${code} has another status`)
  if (code === 'internal') faults.push('an internal error')
  // Some errors precede the operation: some URLs are too long for any operation, and some match none. For the token of
  // a link that has ended, every URL returns the same error.
  const isBefore =
    code === 'malformed_request' ||
    (code === 'connect_session_ended' && sender === 'connect') ||
    (code === 'route_not_found' && operation.path.includes('{'))
  if (!isBefore && !getErrors(operation).includes(code)) faults.push(`the operation does not declare ${code}`)
  if (typeof message !== 'string' || message === '') faults.push('no message')
  if (!Array.isArray(errors) || errors.length === 0) faults.push('no errors')
  if (request_id !== headers.get('x-request-id')) faults.push('another request_id than in the header')
  return faults
}
