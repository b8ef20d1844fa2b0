import type { Caller, Level, Role } from '@bulkhead/contract/operation'
import type { TenantFixture } from './tenant-fixture.ts'

/** Caller that the matrix tries on every operation. */
export interface MatrixCaller {
  readonly name: string
  /** Kind of token. Undefined if the token must be rejected, or if there is none. */
  readonly kind: Caller | undefined
  /** Kind at MCP, for a token that only MCP accepts. */
  readonly kindAtMcp?: Caller
  /** The token is narrowed to one connector. */
  readonly isNarrowed?: true
  /** The caller is the command line of a person. It reaches by the API what the person reaches. */
  readonly isCommandLine?: true
  /** The person granted read access only. */
  readonly isReadOnly?: true
  /** Role of a person, and for a member the level in `home`. A member without a level must not learn that it exists. */
  readonly rights?: { readonly role: Role; readonly level?: Level }
  /**
   * Missing part of a request from a page of this server, so that its changes are refused. Without `membership`
   * sign-in fails too.
   */
  readonly lacks?: 'csrf token' | 'own origin' | 'membership'
  readonly home: TenantFixture
  /**
   * Returns the headers for a call of `home`. If the operation takes several kinds of caller, they select one of them.
   */
  headers(home: TenantFixture, kinds: readonly Caller[]): Readonly<Record<string, string>>
  /** Gets a token for a fixture that was created for one call. */
  enter?(home: TenantFixture): Promise<TenantFixture>
}
