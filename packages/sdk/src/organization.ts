import { Applications } from './applications.ts'
import { type Authority, applicationAuthority } from './authority.ts'
import type { RequestOptions, WriteOptions } from './call-options.ts'
import { Client, type Input } from './client.ts'
import { Definitions } from './definitions.ts'
import { fetchList } from './fetch-list.ts'
import type { AuditRecord, OrganizationItem } from './generated/api.ts'
import type { List } from './list.ts'
import { type ClientOptions, resolveSettings } from './options.ts'
import { Reply } from './reply.ts'
import { Workspaces } from './workspaces.ts'

type AuditFilters = Omit<NonNullable<Input<'listAuditRecords'>['query']>, 'cursor'>

/** Your account: its workspaces, applications and records. It acts by the application, for your backend alone. */
export class Organization {
  readonly workspaces: Workspaces
  readonly applications: Applications
  readonly definitions: Definitions
  readonly #client: Client
  readonly #authority: Authority

  /** @throws {ConfigurationError} Nobody said who calls, or an option cannot be right. */
  constructor(options: ClientOptions = {}) {
    this.#client = new Client(resolveSettings(options))
    this.#authority = applicationAuthority(this.#client)
    this.workspaces = new Workspaces(this.#client, this.#authority)
    this.applications = new Applications(this.#client, this.#authority)
    this.definitions = new Definitions(this.#client, this.#authority)
  }

  /** The organization itself with its settings. */
  get(options?: RequestOptions): Reply<OrganizationItem> {
    return new Reply(this.#client.send('getOrganization', {}, this.#authority, options))
  }

  /** Changes name and settings; what is left out stays. */
  update(changes: Input<'updateOrganization'>['body'], options?: WriteOptions): Reply<OrganizationItem> {
    return new Reply(this.#client.send('updateOrganization', { body: changes }, this.#authority, options))
  }

  /** Who changed what, and who was refused, newest first. */
  audit(filters: AuditFilters = {}, options?: RequestOptions): List<AuditRecord> {
    return fetchList((cursor) => {
      const query = { ...filters, ...(cursor !== undefined && { cursor }) }
      return this.#client.send('listAuditRecords', { query }, this.#authority, options)
    })
  }
}
