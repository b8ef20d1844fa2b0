import type { MintFields } from '@bulkhead/sdk'
import type { Call } from '#command/command'
import { openWorkspace } from '#profile/open-clients'
import { openSession } from '#profile/session'

/** A new token is had this long before the end of the old one. */
const EARLY_MS = 60_000

/** Tokens for the bridge. */
export interface TokenSource {
  /** Returns a token that is valid for a while. Concurrent callers share it. */
  token(): Promise<string>
  /** Told of a refused one. @returns Whether another can be had. */
  renew(): boolean
}

/** Scoped tokens of the workspace, as narrow as asked; or the one that was handed over, if one was. */
export function openTokenSource(
  call: Pick<Call, 'flags' | 'terminal'>,
  grant: MintFields,
  now: () => number = Date.now,
): TokenSource {
  const { client } = openSession(call)
  const handed = client.token
  if (typeof handed === 'function') return { token: handed, renew: () => false }
  if (handed !== undefined) {
    // Asks the server, for a token of another workspace than the named one would act in a wrong place unnoticed.
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
