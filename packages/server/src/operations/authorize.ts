import { BulkheadError } from '@bulkhead/contract/errors'
import { permits } from '@bulkhead/contract/grants'
import type { Caller, OperationShape } from '@bulkhead/contract/operation'
import { REFERENCE } from '@bulkhead/contract/shapes'
import { callerOf, type Principal } from '#request/principal'

const KINDS: Record<Caller, string> = {
  application: 'an application token',
  scoped: 'a scoped token',
  narrowed: 'a narrowed scoped token',
  person: 'a person who is signed in',
}

/**
 * Refuses a kind of caller that the operation does not take, before anything is looked up.
 *
 * @throws BulkheadError `not_permitted`
 */
export function demandCaller({ callers }: OperationShape, principal: Principal): void {
  const caller = callerOf(principal)
  if (callers === 'anyone' || callers.includes(caller)) return
  const accepted = callers.map((kind) => KINDS[kind]).join(' or ')
  throw new BulkheadError('not_permitted', `This operation takes ${accepted}, not ${KINDS[caller]}.`)
}

/**
 * Refuses a call of a person that does not say what people must say. Derived from the contract.
 *
 * @throws BulkheadError `not_permitted`
 */
export function demandPersonSends(
  { personSends = {} }: OperationShape,
  principal: Principal,
  body: unknown,
): void {
  if (callerOf(principal) !== 'person') return
  for (const [name, value] of Object.entries(personSends)) {
    if ((body as Record<string, unknown> | undefined)?.[name] === value) continue
    throw new BulkheadError('not_permitted', `A person must send ${name}: ${JSON.stringify(value)}.`)
  }
}

/**
 * Refuses a connector id in the path that the grant does not name, whether or not it exists. Derived from the
 * contract, so that no handler has to remember.
 *
 * @throws BulkheadError `not_granted`
 */
export function demandGrantedPath(
  { params: schema }: OperationShape,
  { grant }: Principal,
  params: Readonly<Record<string, string>>,
): void {
  for (const [name, property] of Object.entries(schema?.properties ?? {})) {
    if ((property as { [REFERENCE]?: string })[REFERENCE] !== 'connector') continue
    if (!permits(grant, { connector_id: params[name] ?? '' })) {
      throw new BulkheadError('not_granted', 'The token is not granted this connector.')
    }
  }
}
