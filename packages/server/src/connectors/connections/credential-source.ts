import type { KnownEndUser, UpstreamAccount } from '@bulkhead/contract/connect/sessions'

/** Columns of an end user. */
export interface EndUserColumns {
  readonly end_user_id: string | null
  readonly end_user_email: string | null
  readonly end_user_name: string | null
}

/** Columns of an account at a service. */
export interface AccountColumns {
  readonly account_id: string | null
  readonly account_name: string | null
}

/** Returns the end user of a row. */
export function toEndUser({
  end_user_id: id,
  end_user_email: email,
  end_user_name: name,
}: EndUserColumns): KnownEndUser | null {
  return id === null ? null : { id, email, name }
}

/** Returns the account of a row. */
export function toAccount({ account_id: id, account_name: name }: AccountColumns): UpstreamAccount | null {
  return id === null ? null : { id, name }
}

/** Returns the columns of an account. */
export function accountColumns(account: UpstreamAccount | null): AccountColumns {
  return { account_id: account?.id ?? null, account_name: account?.name ?? null }
}
