import type { MintFields } from '@bulkhead/sdk'
import type { Call } from '#command/command'
import { openWorkspace } from '#profile/open-clients'
import { openSession } from '#profile/session'

/** Time before a token's expiry at which a new one is obtained. */
const EARLY_MS = 60_000

/** Source of tokens for the bridge. */
export interface TokenSource {
  /** Returns a token that stays valid for a while. Concurrent callers share it. */
  token(): Promise<string>
  /** Drops a token that the server refused. @returns Whether another token can be obtained. */
  renew(): boolean
}

/** Returns scoped tokens of the workspace, limited by the flags. If a token was handed over, returns that one. */
export function openTokenSource(
  call: Pick<Call, 'flags' | 'terminal'>,
  grant: MintFields,
  now: () => number = Date.now,
): TokenSource {
  const { client } = openSession(call)
  const handed = client.token
  if (typeof handed === 'function') return { token: handed, renew: () => false }
  if (handed !== undefined) {
    // Asks the server for the token's workspace: a token of another workspace would act there unnoticed.
    const checked = openWorkspace(call).info()
    const token = async () => {
      await checked
      return handed
    }
    return { token, renew: () => false }
  }
  const workspace = openWorkspace(call)
  let minted: Promise<{ readonly token: string; readonly expires_in: number }> | undefined
  let goodUntil = 0
  return {
    async token() {
      if (minted === undefined || now() >= goodUntil) {
        goodUntil = Number.POSITIVE_INFINITY
        const began = now()
        minted = workspace.mintToken({ ...grant, create_workspace: false }).then(
          (mint) => {
            goodUntil = began + mint.expires_in * 1000 - EARLY_MS
            return mint
          },
          (error: unknown) => {
            minted = undefined
            throw error
          },
        )
      }
      return (await minted).token
    },
    renew() {
      minted = undefined
      return true
    },
  }
}
