import type { CheckResult } from '@bulkhead/contract/checks'
import type { UpstreamAccount } from '@bulkhead/contract/connect/sessions'

/** Returns the account that a check read, if its definition can tell. */
export function getAccount({ account }: CheckResult): UpstreamAccount | null {
  return account ?? null
}
