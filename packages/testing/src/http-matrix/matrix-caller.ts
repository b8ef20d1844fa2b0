import type { Caller, Level, Role } from '@bulkhead/contract/operation'
import type { TenantFixture } from './tenant-fixture.ts'

/** Caller of every operation. */
export interface MatrixCaller {
  readonly name: string
  /** The kind of token; undefined for one whose token must be refused, or who has none. */
  readonly kind: Caller | undefined
  /** The kind at MCP, where its token is for MCP alone. */
  readonly kindAtMcp?: Caller
  /** It is narrowed to one connector. */
  readonly isNarrowed?: true
  /** The command line of a person, which reaches what the person reaches, by the API. */
  readonly isCommandLine?: true
  /** Its person let it read alone. */
  readonly isReadOnly?: true
  /** Role of a person, and for a member the level in `home`; a member without one must not know of it. */
  readonly rights?: { readonly role: Role; readonly level?: Level }
  /**
   * Missing part of a request from a page of this server, so that its changes are refused. Without `membership`
   * sign-in fails too.
   */
  readonly lacks?: 'csrf token' | 'own origin' | 'membership'
  /** Tenant fixture of the own values. */
  readonly home: TenantFixture
  /** The headers to call `home` with, as one of the kinds that an operation takes if there is a choice. */
  headers(home: TenantFixture, kinds: readonly Caller[]): Readonly<Record<string, string>>
  /** Gets a token for a compartment that was made for one call. */
  enter?(home: TenantFixture): Promise<TenantFixture>
}
