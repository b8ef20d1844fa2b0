import type { BoundClient } from '../bound-client.ts'
import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import { Download } from '../client/download.ts'
import type { AccessReviewItem, PersonItem } from '../generated/api.ts'
import type { List } from '../list.ts'

/** Role of a person in the organization. */
export type Role = PersonItem['role']

type PeopleFilters = Omit<NonNullable<Input<'listPeople'>['query']>, 'cursor'>
type ReviewFilters = Omit<NonNullable<Input<'reviewAccess'>['query']>, 'cursor' | 'format'>

/**
 * People of an organization. An owner or an admin manages them: give the client `accessToken`. An application cannot.
 * Every change takes effect at once.
 */
export class People {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  /** Lists people in the order in which they signed up. Without `limit`, the first page has all of them. */
  list(filters: PeopleFilters = {}, options?: RequestOptions): List<PersonItem> {
    return this.#client.list('listPeople', { query: filters }, options)
  }

  /**
   * Changes the role, and revokes the tokens that the person minted. Only an owner can make a person an owner, or
   * change the role of one.
   *
   * @throws {ConflictError} `last_owner`: the organization would have no owner.
   */
  setRole(personId: string, role: Role, options?: WriteOptions): BulkheadPromise<Output<'setPersonRole'>> {
    const path = { person_id: personId }
    return this.#client.call('setPersonRole', { path, body: { role } }, options)
  }

  /**
   * Ends sessions, tokens and memberships of the person, and deletes the account.
   *
   * @throws {ConflictError} `last_owner`
   */
  remove(personId: string, options?: WriteOptions): BulkheadPromise<Output<'removePerson'>> {
    const path = { person_id: personId }
    return this.#client.call('removePerson', { path }, options)
  }

  /** Ends all sessions of the person and the tokens minted in them. The person can sign in again. */
  endSessions(personId: string, options?: WriteOptions): BulkheadPromise<Output<'endPersonSessions'>> {
    const path = { person_id: personId }
    return this.#client.call('endPersonSessions', { path }, options)
  }

  /** Removes a lost second factor. The password alone then signs the person in, so verify who asks for it. */
  removeSecondFactor(
    personId: string,
    options?: WriteOptions,
  ): BulkheadPromise<Output<'removePersonSecondFactor'>> {
    const path = { person_id: personId }
    return this.#client.call('removePersonSecondFactor', { path }, options)
  }

  /** Lists all people with their rights: role, last sign-in, providers, workspaces, keys and agents. */
  accessReview(filters: ReviewFilters = {}, options?: RequestOptions): List<AccessReviewItem> {
    return this.#client.list('reviewAccess', { query: filters }, options)
  }

  /** Downloads the access review as a CSV file, with a line for each right of each person. */
  downloadAccessReview(options?: RequestOptions): BulkheadPromise<Download> {
    const { client, tokenProvider } = this.#client
    const work = async () => {
      const query = { format: 'csv' } as const
      const response = await client.open('reviewAccess', { query }, tokenProvider, options)
      return { data: new Download(response), response }
    }
    return new BulkheadPromise(work())
  }
}
