import type { Caller } from '@bulkhead/contract/operation'
import type { Reference } from '@bulkhead/contract/values/shapes'
import type { PlainInput } from './http-request.ts'
import type { Place } from './places.ts'
import type { Surroundings, TenantFixture } from './tenant-fixture.ts'

/** Information for a valid call that the contract lacks. */
export interface Sample {
  /** Valid input beside the places that refer to something. */
  input?(home: TenantFixture, upstream: string, kind: Caller | undefined, filled?: Place): PlainInput
  /** Makes of a compartment, a new one if it `consumes`, what the operation succeeds on. */
  prepare?(surroundings: Surroundings, home: TenantFixture): Promise<Partial<TenantFixture>>
  /** A password is hashed for each call: one caller of each kind makes it. */
  readonly costly?: true
  /** Attempts of a person are counted, and those of others before it are forgotten. */
  readonly counted?: true
  /** Success changes what was called on, so each call gets a compartment of its own. */
  readonly consumes?: true
  /** Value of the caller's that a success must show, so that an empty response does not count. */
  readonly shows?: Reference
  /** Places where the own value leads to less than all that is the caller's. */
  readonly partial?: readonly string[]
  /** Whether the shown object outlives its workspace, for the organization only. */
  readonly outlives?: true
  /** Places whose value need not exist: a name that is given, a position in a list. */
  readonly free?: readonly string[]
  /** Callers for whom that holds. Default: all. */
  readonly freeTo?: readonly Caller[]
  /** Its input names something of the workspace, without saying so: whose level is too low finds nothing there. */
  readonly handle?: true
  /** Its function asserts the level by itself, too, so that one that is declared too low changes nothing. */
  readonly asserts_level?: true
  /** Places that of a workspace's members a manager alone may name. */
  readonly managed?: readonly string[]
  /** Returns one record: if its query does not match, the response is 404, where a list would be empty. */
  readonly single?: true
}
