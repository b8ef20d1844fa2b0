import { v7 as uuidv7 } from 'uuid'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { hashText } from '#platform/text-hash'

/** Time limit of a person's visit to the provider. */
export const FLOW_SECONDS = 600

/** Purpose of a visit to a provider. */
export type FlowPurpose =
  | {
      readonly kind: 'sign_in'
      readonly return_to: string
      /** Hash in base64url of the token of an invitation's link by which the browser came. */
      readonly invitation?: string
    }
  | { readonly kind: 'link'; readonly person: string; readonly session: string }
  | { readonly kind: 'test'; readonly test_id: string }

/** State kept while a browser is at the provider. */
export interface ProviderFlow {
  readonly organization: string
  readonly provider_id: string
  readonly code_verifier: string
  readonly nonce: string
  /** Hash of the cookie that the browser has to return. */
  readonly browser_hash: string
  readonly purpose: FlowPurpose
}

/** Stores a flow under the hash of its state. Runs as `bulkhead_identity`. */
export async function keepFlow(tx: ConfinedTransaction, state: string, flow: ProviderFlow): Promise<void> {
  await keep(tx, flowName(state), flow)
}

/** Deletes and returns a flow, so that its state is valid for one use. Runs as `bulkhead_identity`. */
export async function takeFlow(tx: ConfinedTransaction, state: string): Promise<ProviderFlow | undefined> {
  const row = await tx
    .deleteFrom('identity.verifications')
    .where('identifier', '=', flowName(state))
    .returning(['value', 'expires_at'])
    .executeTakeFirst()
  return row === undefined || row.expires_at.getTime() < Date.now() ? undefined : JSON.parse(row.value)
}

/** Result of a provider test. */
export interface TestResult {
  readonly organization: string
  readonly provider_id: string
  readonly failure: string | null
  readonly claims?: Readonly<Record<string, unknown>>
}

/** Stores the result of a test for ten minutes. Runs as `bulkhead_identity`. */
export async function keepTestResult(
  tx: ConfinedTransaction,
  test_id: string,
  result: TestResult,
): Promise<void> {
  await keep(tx, testName(test_id), result)
}

/** Reads the result of a test, if there is one. Runs as `bulkhead_identity`. */
export async function readTestResult(
  tx: ConfinedTransaction,
  test_id: string,
): Promise<TestResult | undefined> {
  const row = await tx
    .selectFrom('identity.verifications')
    .select(['value', 'expires_at'])
    .where('identifier', '=', testName(test_id))
    .executeTakeFirst()
  return row === undefined || row.expires_at.getTime() < Date.now() ? undefined : JSON.parse(row.value)
}

async function keep(tx: ConfinedTransaction, identifier: string, value: object): Promise<void> {
  const expires_at = new Date(Date.now() + FLOW_SECONDS * 1000)
  await tx
    .insertInto('identity.verifications')
    .values({ id: uuidv7(), identifier, value: JSON.stringify(value), expires_at })
    .execute()
}

/** Prefix of this module's rows in a shared table. */
const FLOW_PREFIX = 'provider '

function flowName(state: string): string {
  return `${FLOW_PREFIX}flow ${hashText(state)}`
}

function testName(test_id: string): string {
  return `${FLOW_PREFIX}test ${hashText(test_id)}`
}
