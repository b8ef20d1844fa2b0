import { getIdempotency, type OperationShape } from '@bulkhead/contract/operation'
import type { OperationId } from '@bulkhead/contract/operations'
import type { Reply } from '#idempotency/once'
import { runOnce } from '#idempotency/run-once'
import type { Services } from '#operations/services'
import type { Anyone } from '#request/anyone'
import type { Act } from '#request/principal'
import { demandCaller, demandGrantedPath, demandPersonSends } from './authorize.ts'
import { HANDLERS } from './handlers.ts'
import { servicesFor } from './services-for.ts'

/** An operation of the contract, seen like any other. */
export type AnyOperation = OperationShape & { readonly operationId: OperationId }

/** What a call brings along, validated by the operation's schemas. */
export interface OperationInput {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** The handlers seen alike: each is given the caller and the input that its operation declares. */
type AnyHandler = (services: Services, caller: Act | Anyone, input: object) => Promise<unknown>

/**
 * Calls an operation of the contract: the one way to it, whatever interface a call came by. Who may and what
 * the grant says is settled here; with a key that the operation heeds it is done at most once.
 *
 * @param idempotency_key 1 to 255 printable ASCII characters.
 * @returns What it came to; `replayed` says that a call before this one with the same key did.
 * @throws What the function behind the operation throws. BulkheadError `not_permitted`, `not_granted`
 */
export async function callOperation(
  shared: Services,
  operation: AnyOperation,
  caller: Act | Anyone,
  input: OperationInput,
  idempotency_key?: string,
): Promise<{ reply: Reply; replayed: boolean }> {
  const handler = HANDLERS[operation.operationId] as AnyHandler
  const services = servicesFor(shared, operation.operationId)
  if (!('organization' in caller)) {
    if (operation.callers !== 'anyone') throw new TypeError(`${operation.operationId} needs a token.`)
    return { reply: { output: await handler(services, caller, input) }, replayed: false }
  }
  demandCaller(operation, caller)
  demandGrantedPath(operation, caller, input.params)
  demandPersonSends(operation, caller, input.body)
  const run = (act: Act) => handler(services, act, input)
  if (idempotency_key === undefined || getIdempotency(operation) === 'none')
    return { reply: { output: await run(caller) }, replayed: false }
  return runOnce(services, operation, caller, idempotency_key, input, run)
}
