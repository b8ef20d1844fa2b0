import type { MintFields } from '@bulkhead/sdk'
import type { Call } from '#command/command'
import { CommandError, EXIT } from '#command/command-error'
import { openWorkspace } from '#profile/open-clients'
import { openSession, type Session } from '#profile/session'

/** Time before a token's expiry at which a new one is obtained. */
const EARLY_MS = 60_000

/** Source of tokens for the bridge. */
export interface TokenSource {
  /** Returns a token that stays valid for a while. Concurrent callers share it. */
  token(): Promise<string>
  /** Drops a token that the server refused. @returns Whether another token can be obtained. */
  renew(): boolean
}

/**
 * Returns scoped tokens of the workspace, limited by the flags. If a token was handed over, or the sign-in is for one
 * workspace, returns that token.
 *
 * @throws CommandError if such a token shall be limited: it is used as it is.
 */
export function openTokenSource(
  call: Pick<Call, 'flags' | 'terminal'>,
  grant: MintFields,
  now: () => number = Date.now,
): TokenSource {
  const { client, profile } = openSession(call)
  const { token: handed } = client
  if (handed !== undefined) {
    assertNotLimited(grant, profile)
    let checked: Promise<unknown> | undefined
    const token = async () => {
      // Asks the server for the token's workspace: a token of another workspace would act there unnoticed.
      checked ??= openWorkspace(call).info()
      await checked
      return typeof handed === 'function' ? handed() : handed
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

function assertNotLimited(grant: MintFields, profile: Session['profile']): void {
  const [field] = Object.keys(grant)
  if (field === undefined) return
  const flag = `--${field.replaceAll('_', '-')}`
  const [whose, hint] =
    profile === undefined
      ? [
          'BULKHEAD_TOKEN is used as it is',
          `Mint a token with this limit (bulkhead workspaces token <name> ${flag} …), and set BULKHEAD_TOKEN to it`,
        ]
      : [
          `the sign-in of the profile ${profile.name} is used as it is, for its workspace`,
          'Sign in for the whole organization, with another profile name: bulkhead login --profile <name>',
        ]
  const message = `${flag} limits tokens that are minted, and ${whose}.`
  throw new CommandError(EXIT.invalid, 'cannot_limit_token', message, `${hint}.`)
}
