import { forgetAttempts, type SignedInPerson, signUpOwner } from '#people'
import type { Tenant, TestServer } from '#test-server'
import type { Sender } from './requests.ts'

/** Tokens of every sender. If their workspace is deleted or deactivated, they are minted again. */
export class Tokens {
  #testServer: TestServer
  #tenant: Tenant
  #other: Tenant
  #tokens = new Map<Sender, string>()
  #renewed = 0
  #workspace = ''
  readonly connectors: string[] = []
  #person: SignedInPerson | undefined
  #signingUp: Promise<void> | undefined
  constructor(testServer: TestServer, tenant: Tenant, other: Tenant) {
    this.#testServer = testServer
    this.#tenant = tenant
    this.#other = other
  }
  async renew() {
    const testServer = this.#testServer
    const tokens: [Sender, string][] = [
      ['application', await testServer.applicationToken(this.#tenant)],
      ['other application', await testServer.applicationToken(this.#other)],
    ]
    this.#tokens = new Map(tokens)
    await this.renewScoped()
    this.#renewed = Date.now()
  }
  /** Uses a new name each time: the last workspace may be deleted, renamed or inactive. */
  async renewScoped() {
    const testServer = this.#testServer
    // Uses tokens that no request carries, so that no request can revoke them in the meantime.
    const token = await testServer.applicationToken(this.#tenant)
    const otherToken = await testServer.applicationToken(this.#other)
    this.connectors.length = 0
    const scoped = await this.mintNew(token)
    const other = await testServer.mint({ token: otherToken }, 'other')
    this.#tokens.set('scoped', scoped.token).set('other scoped', other.token)
    this.#tokens.set('expired', `${scoped.token.slice(0, -4)}AAAA`)
    this.#workspace = scoped.workspace_id
    this.#tokens.set('key', (await this.makeKey(token)).key ?? '')
    await this.renewLink()
  }
  async makeKey(token: string): Promise<{ id: string; key?: string }> {
    const path = `/api/v1/workspaces/${this.#workspace}/keys`
    return (await this.#testServer.call('POST', path, { token, body: { name: 'fuzz' } })).body
  }
  /** Creates a key to revoke. The requests themselves rarely reuse a key that they created. */
  async makeSpareKey(): Promise<[workspace: string, key: string]> {
    const token = await this.#testServer.applicationToken(this.#tenant)
    return [this.#workspace, (await this.makeKey(token)).id]
  }
  /** Signs up another owner: requests change the password, the role and the session of the last one. */
  renewPerson(): Promise<void> {
    this.#signingUp ??= (async () => {
      await forgetAttempts(this.#testServer)
      this.#person = await signUpOwner(this.#testServer, this.#tenant)
    })().finally(() => {
      this.#signingUp = undefined
    })
    return this.#signingUp
  }
  get person(): SignedInPerson | undefined {
    return this.#person
  }
  /** Creates a new connect link: requests soon use one up. */
  async renewLink() {
    const testServer = this.#testServer
    const token = await testServer.applicationToken(this.#tenant)
    const body = { workspace_id: this.#workspace, on_existing: 'add', require_confirmation: false }
    const made = await testServer.call('POST', '/api/v1/connect/sessions', { token, body })
    this.#tokens.set('connect', made.body.token ?? '')
  }
  /**
   * Mints a token in a new workspace. A concurrent request may have changed the organization so that minting creates no
   * workspace.
   */
  async mintNew(token: string) {
    const testServer = this.#testServer
    for (let attempt = 1; ; attempt += 1) {
      await testServer.call('PUT', '/api/v1/organization', { token, body: { create_workspaces: true } })
      try {
        return await testServer.mint({ token }, `fuzz-scoped-${Date.now()}-${Math.random()}`)
      } catch (error) {
        if (attempt === 50) throw error
      }
    }
  }
  of(sender: Sender): string | undefined {
    return this.#tokens.get(sender)
  }
  async keepFresh() {
    if (Date.now() - this.#renewed > 600_000) await this.renew()
  }
  get client(): Tenant {
    return this.#tenant
  }
}
