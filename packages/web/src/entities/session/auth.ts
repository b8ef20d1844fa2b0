import type { Output } from '@bulkhead/contract/operation'
import type { readSignUpLink, SessionItem, SignedIn } from '@bulkhead/contract/people'
import type { SecondFactor } from '@bulkhead/contract/people/account'
import type { AgentGrant, AgentSignIn } from '@bulkhead/contract/people/agents'
import type { DeviceSignIn } from '@bulkhead/contract/people/device-sign-in'
import type { Passkey } from '@bulkhead/contract/people/passkeys'
import type { listLinkedProviders } from '@bulkhead/contract/people/sign-in'
import { AuthenticationError, attempt } from '@bulkhead/sdk/client'
import type { QueryClient } from '@tanstack/react-query'
import type { Api } from '#api/api.ts'
import { getAttendance } from '#api/attendance.ts'
import { takeBegunSession } from './begun-session.ts'
import { endJourney } from './oauth-journey.ts'
import { makePasskey, type PasskeyOptions, signByPasskey } from './webauthn.ts'

const TIMEOUT_MS = 20_000

export type { Passkey }

/** What a one-time link is for. */
export type SignUpLink = Output<typeof readSignUpLink>
export type LinkPurpose = SignUpLink['purpose']

/** Whether the server accepted the mail for sending (`asked`), or the reason why it sends none. */
export type MailOutcome = 'asked' | 'off' | 'unreachable'

/** Provider that is linked to the person's own account. */
export type LinkedProvider = Output<typeof listLinkedProviders>['data'][number]

/** Decision about an agent's authorization request. */
export interface AgentDecision {
  readonly allow: boolean
  readonly workspace_id?: string
  readonly everywhere?: true
  readonly expires_in_days?: number
  readonly narrowing?: AgentGrant['narrowing']
}

/** Response that begins a WebAuthn ceremony. */
interface Begun {
  readonly options: PasskeyOptions
}

interface Credentials {
  readonly email: string
  readonly password: string
  /** Code of the second factor. Required if the person has one. */
  readonly code?: string
}

interface Owner extends Credentials {
  /** Token of the one-time link. */
  readonly token: string
  readonly name: string
}

/** Client of the server's `/auth` endpoints. Signs people in and out, and sets the CSRF token of {@link Api}. */
export class Auth {
  readonly #api: Api
  readonly #queries: QueryClient
  readonly #watchers = new Set<() => void>()
  #hasEnded = false

  constructor(api: Api, queries: QueryClient) {
    this.#api = api
    this.#queries = queries
    api.readSession = () => queries.fetchQuery({ ...this.session, staleTime: 0 })
    // Pages that do not show the person remember it too. Otherwise another tab could make them somebody else's.
    queries.setQueryDefaults(this.session.queryKey, { gcTime: Number.POSITIVE_INFINITY })
  }

  /** Query of the current session. Null: nobody is signed in. */
  readonly session = {
    queryKey: ['session'],
    queryFn: async (): Promise<SignedIn | null> => {
      try {
        return this.#adopt(await send<SignedIn>('GET', 'session'))
      } catch (error) {
        if (!(error instanceof AuthenticationError)) throw error
        if (this.#api.csrfToken === undefined && !this.#hasEnded) return null
        this.end()
        return this.#last()
      }
    },
    // Once it has ended, its person may sign in again in another tab.
    staleTime: (): number => (this.#hasEnded ? 0 : 60_000),
  }

  readSignUpLink(token: string): Promise<SignUpLink> {
    return send('POST', 'sign-up/link', { token })
  }

  async awaitsOwner(): Promise<boolean> {
    return (await send<{ awaits_owner: boolean }>('GET', 'sign-up')).awaits_owner
  }

  async signIn(credentials: Credentials): Promise<void> {
    this.#enter(await send<SignedIn>('POST', 'sign-in', credentials))
  }

  async signInByPasskey(): Promise<void> {
    this.#enter(await this.#sendPasskey())
  }

  /**
   * Requests a mail with a link to set another password.
   *
   * @returns Whether the server sends mail, if the address is known, or the reason why it does not.
   */
  async forgotPassword(email: string): Promise<MailOutcome> {
    return (await send<{ mail: MailOutcome }>('POST', 'password/forgotten', { email })).mail
  }

  /** Sets another password with the token of a mailed link, and signs in. */
  async resetPassword(given: { token: string; new_password: string; code?: string }): Promise<void> {
    this.#enter(await send<SignedIn>('POST', 'password/reset', given))
  }

  /** Returns the providers for an email address, and whether a password is accepted. */
  findProviders(email: string): Promise<{ data: { id: string; name: string }[]; passwords: boolean }> {
    return send('POST', 'providers', { email })
  }

  /**
   * Begins to sign in with a provider, by the token of an invitation's link if there is one.
   *
   * @returns URL of the provider, where the browser must go.
   */
  async beginProviderSignIn(
    provider: string,
    { next, invitation }: { readonly next?: string | undefined; readonly invitation?: string | undefined },
  ): Promise<string> {
    const path = `providers/${encodeURIComponent(provider)}/sign-in`
    const body = {
      ...(next !== undefined && { return_to: next }),
      ...(invitation !== undefined && { invitation }),
    }
    return (await send<{ authorization_url: string }>('POST', path, body)).authorization_url
  }

  /** Begins to link a provider to the person's own account. @returns URL of the provider, where the browser must go. */
  async linkProvider(provider: string): Promise<string> {
    const path = `providers/${encodeURIComponent(provider)}/link`
    return (await send<{ authorization_url: string }>('POST', path, undefined, this.#api)).authorization_url
  }

  listLinkedProviders(): Promise<{ data: LinkedProvider[] }> {
    return send('GET', 'linked-providers')
  }

  async unlinkProvider(provider: string): Promise<void> {
    const path = `providers/${encodeURIComponent(provider)}/link`
    await send('DELETE', path, undefined, this.#api)
  }

  async signUp(owner: Owner): Promise<void> {
    this.#enter(await send<SignedIn>('POST', 'sign-up', owner))
  }

  /** Signs out. @returns URL where the browser must go to sign out at the provider too, or null. */
  async signOut(): Promise<string | null> {
    const { sign_out_url } = await send<{ sign_out_url: string | null }>(
      'POST',
      'sign-out',
      undefined,
      this.#api,
    )
    // Form input that was saved for an authorization belongs to the person who entered it.
    endJourney()
    this.forget()
    return sign_out_url
  }

  listSessions(): Promise<{ data: SessionItem[] }> {
    return send('GET', 'sessions')
  }

  async endSession(id: string): Promise<void> {
    await send('DELETE', `sessions/${encodeURIComponent(id)}`, undefined, this.#api)
  }

  readAgentSignIn(id: string): Promise<AgentSignIn> {
    return send('GET', `/oauth/authorize/${encodeURIComponent(id)}/request`)
  }

  decideAgentSignIn(id: string, decision: AgentDecision): Promise<{ redirect_to: string }> {
    const path = `/oauth/authorize/${encodeURIComponent(id)}/decision`
    return send('POST', path, decision, this.#api)
  }

  /** Reads which command line waits for the code. */
  readDeviceSignIn(user_code: string): Promise<DeviceSignIn> {
    return send('POST', '/oauth/device/request', { user_code }, this.#api)
  }

  decideDeviceSignIn(user_code: string, decision: AgentDecision): Promise<{ allowed: boolean }> {
    return send('POST', '/oauth/device/decision', { user_code, ...decision }, this.#api)
  }

  /** Lists the programs that act for the person. @param next URL of a further page. */
  listAgentGrants(next = '/api/v1/agent-grants'): Promise<{ data: AgentGrant[]; next: string | null }> {
    return send('GET', next)
  }

  async endAgentGrant(id: string): Promise<void> {
    await send('DELETE', `/api/v1/agent-grants/${encodeURIComponent(id)}`, undefined, this.#api)
  }

  /** Changes the person's own password. @returns Number of other sessions that this ended. */
  async changePassword(passwords: {
    readonly current_password: string
    readonly new_password: string
  }): Promise<number> {
    const path = 'password'
    return (await send<{ ended_sessions: number }>('PUT', path, passwords, this.#api)).ended_sessions
  }

  async changeName(name: string): Promise<void> {
    await send('PUT', 'name', { name }, this.#api)
    await this.#queries.invalidateQueries({ queryKey: this.session.queryKey })
  }

  /**
   * Requests a mail with a link to a new email address.
   *
   * @returns Whether the server sends the mail, or the reason why it does not.
   */
  async beginEmailChange(given: {
    readonly email: string
    readonly current_password: string
    readonly code?: string
  }): Promise<MailOutcome> {
    return (await send<{ mail: MailOutcome }>('POST', 'email', given, this.#api)).mail
  }

  /** Confirms a new email address with the token of the mailed link. @returns The new address. */
  async confirmEmailChange(token: string): Promise<string> {
    const { email } = await send<{ email: string }>('POST', 'email/confirmation', { token })
    await this.#queries.invalidateQueries({ queryKey: this.session.queryKey })
    return email
  }

  getSecondFactor(): Promise<SecondFactor> {
    return send('GET', 'second-factor')
  }

  /** Begins to set up an authenticator app. @returns The secret to type into the app, and the URI for its QR code. */
  beginSecondFactor(current_password: string): Promise<{ secret: string; uri: string }> {
    return send('POST', 'second-factor', { current_password }, this.#api)
  }

  /** Confirms the authenticator app with its first code. @returns Recovery codes. */
  async confirmSecondFactor(code: string): Promise<readonly string[]> {
    return this.#getCodes('confirmation', { code })
  }

  async renewRecoveryCodes(current_password: string): Promise<readonly string[]> {
    return this.#getCodes('recovery-codes', { current_password })
  }

  async removeSecondFactor(current_password: string): Promise<void> {
    await send('POST', 'second-factor/removal', { current_password }, this.#api)
  }

  listPasskeys(): Promise<{ data: Passkey[] }> {
    return send('GET', 'passkeys')
  }

  /** Creates a passkey with the browser and registers it. */
  async createPasskey(given: { readonly name: string; readonly current_password: string }): Promise<void> {
    const { name, current_password } = given
    const begun = await send<Begun>('POST', 'passkeys/registration', { current_password }, this.#api)
    await send('POST', 'passkeys', { name, credential: await makePasskey(begun.options) }, this.#api)
  }

  async renamePasskey(id: string, name: string): Promise<void> {
    await send('PUT', `passkeys/${encodeURIComponent(id)}`, { name }, this.#api)
  }

  async deletePasskey(id: string): Promise<void> {
    await send('DELETE', `passkeys/${encodeURIComponent(id)}`, undefined, this.#api)
  }

  /**
   * Marks the session as ended: it was revoked or it expired. Open pages keep their state until their person signs in
   * again.
   */
  end(): void {
    if (this.#hasEnded) return
    this.#api.csrfToken = undefined
    this.#api.hold()
    this.#setEnded(true)
  }

  /** Returns whether the session of the open pages has ended. */
  readonly hasEnded = (): boolean => this.#hasEnded

  /** Calls the watcher whenever {@link hasEnded} changes. @returns Function that stops watching. */
  readonly watchEnd = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Returns the email address of the person whose session ended. */
  lastEmail(): string | undefined {
    return this.#last()?.person.email
  }

  /** Signs the person in again whose session ended, and keeps the open pages. Anyone else starts at the home page. */
  async resume(credentials: Credentials): Promise<void> {
    this.#goOn(await send<SignedIn>('POST', 'sign-in', credentials))
  }

  /** Like {@link resume}, but with a passkey. */
  async resumeByPasskey(): Promise<void> {
    this.#goOn(await this.#sendPasskey())
  }

  #goOn(signedIn: SignedIn): void {
    this.#queries.setQueryData(this.session.queryKey, this.#adopt(signedIn))
  }

  /** Begins the session of the cookie, which all tabs share. Somebody else may have signed in in another one. */
  #adopt(signedIn: SignedIn): SignedIn {
    const last = this.#last()
    if (last !== null && !this.#isSame(signedIn)) {
      this.#leave()
      return last
    }
    this.#begin(signedIn)
    if (this.#hasEnded) this.#release()
    return signedIn
  }

  #release(): void {
    this.#api.release()
    this.#setEnded(false)
    // Reading the session again could cancel the read that found it.
    const [session] = this.session.queryKey
    this.#queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== session })
  }

  /** Returns whether a session belongs to the person of the open pages, in the same organization. */
  #isSame({ person, organization }: SignedIn): boolean {
    const last = this.#last()
    return last?.person.id === person.id && last.organization.id === organization.id
  }

  /** Starts somebody else at the home page. What the open pages would still send waits, and goes with them. */
  #leave(): void {
    this.end()
    endJourney()
    location.assign('/')
  }

  /** Forgets the signed-out person and clears the cached data. */
  forget(): void {
    this.#api.csrfToken = undefined
    this.#queries.clear()
    this.#queries.setQueryData(this.session.queryKey, null)
  }

  async #sendPasskey(): Promise<SignedIn> {
    const { options } = await send<Begun>('POST', 'sign-in/passkey/challenge')
    return send('POST', 'sign-in/passkey', { credential: await signByPasskey(options) })
  }

  async #getCodes(path: string, body: object): Promise<readonly string[]> {
    const answer = await send<{ recovery_codes: string[] }>('POST', `second-factor/${path}`, body, this.#api)
    return answer.recovery_codes
  }

  #last(): SignedIn | null {
    return this.#queries.getQueryData<SignedIn | null>(this.session.queryKey) ?? null
  }

  #setEnded(hasEnded: boolean): void {
    this.#hasEnded = hasEnded
    for (const watcher of this.#watchers) watcher()
  }

  #enter(signedIn: SignedIn): void {
    this.#queries.clear()
    this.#queries.setQueryData(this.session.queryKey, this.#begin(signedIn))
  }

  #begin(signedIn: SignedIn): SignedIn {
    this.#api.csrfToken = signedIn.csrf_token
    return signedIn
  }
}

/**
 * Sends a request to an endpoint of `/auth`, or to another path of this server.
 *
 * @param api Sends a request that takes the CSRF token. Default: the browser.
 * @throws The SDK's errors.
 */
async function send<T>(
  method: string,
  path: string,
  body?: object,
  api: Pick<Api, 'fetch'> = globalThis,
): Promise<T> {
  const request = {
    method,
    url: new URL(path, `${location.origin}/auth/`).href,
    headers: {
      accept: 'application/json',
      ...getAttendance(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }
  const ended = await attempt((url, init) => getBegun(method, path) ?? api.fetch(url, init), request, {
    signal: undefined,
    timeoutMs: TIMEOUT_MS,
    as: 'json',
  })
  if ('error' in ended) throw ended.error
  return ended.data as T
}

function getBegun(method: string, path: string): Promise<Response> | undefined {
  return method === 'GET' && path === 'session' ? takeBegunSession() : undefined
}
