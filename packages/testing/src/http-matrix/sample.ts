import type { Caller } from '@bulkhead/contract/operation'
import type { Reference } from '@bulkhead/contract/values/shapes'
import type { PlainInput } from './http-request.ts'
import type { Place } from './places.ts'
import type { Surroundings, TenantFixture } from './tenant-fixture.ts'

/** Information for a valid call that the contract lacks. */
export interface Sample {
  /** Returns valid input, except for places that refer to something. */
  input?(home: TenantFixture, upstream: string, kind: Caller | undefined, filled?: Place): PlainInput
  /** Prepares a fixture so that the operation succeeds. If the operation `consumes`, the fixture is new. */
  prepare?(surroundings: Surroundings, home: TenantFixture): Promise<Partial<TenantFixture>>
  /** Each call hashes a password, so only one caller of each kind makes it. */
  readonly costly?: true
  /** The server counts attempts of a person. Earlier attempts of others are cleared before the call. */
  readonly counted?: true
  /** A success changes its object, so each call gets a fixture of its own. */
  readonly consumes?: true
  /** Value of the caller's that a success must show, so that an empty response does not count. */
  readonly shows?: Reference
  /** Places where the own value selects only a part of the caller's objects. */
  readonly partial?: readonly string[]
  /** Whether the shown object outlives its workspace, for the organization only. */
  readonly outlives?: true
  /** Places whose value need not exist, such as a new name or a position in a list. */
  readonly free?: readonly string[]
  /** Callers that `free` applies to. Default: all. */
  readonly freeTo?: readonly Caller[]
  /**
   * The input refers to something in a workspace without naming that workspace. A caller whose level is too low gets
   * 404.
   */
  readonly handle?: true
  /** The handler also asserts the level itself, so an incorrect declaration changes nothing. */
  readonly asserts_level?: true
  /** Places that only managers may name, of a workspace's members. */
  readonly managed?: readonly string[]
  /** The operation returns one record: if its query does not match, the response is 404 where a list would be empty. */
  readonly single?: true
}
