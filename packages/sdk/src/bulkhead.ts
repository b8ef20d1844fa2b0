import { Client } from './client/client.ts'
import { type ClientOptions, resolveSettings } from './options.ts'
import { AgentClients } from './organization/agent-clients.ts'
import { Applications } from './organization/applications.ts'
import { Audit } from './organization/audit.ts'
import { Connect } from './organization/connect.ts'
import { Definitions } from './organization/definitions.ts'
import { Directories } from './organization/directories.ts'
import { Invitations } from './organization/invitations.ts'
import { OAuthCredentials } from './organization/oauth-credentials.ts'
import { OrganizationResource } from './organization/organization-resource.ts'
import { People } from './organization/people.ts'
import { Providers } from './organization/providers.ts'
import { Skills } from './organization/skills.ts'
import { Webhooks } from './organization/webhooks.ts'
import { Workspaces } from './organization/workspaces.ts'
import { applicationTokenProvider, bareTokenProvider, personTokenProvider } from './workspace/authorities.ts'
import { Workspace } from './workspace/workspace.ts'
import { readReference, type WorkspaceReference } from './workspace/workspace-reference.ts'

/**
 * Client of a Bulkhead server. The caller is an application, a person or the holder of a scoped token. Resources are
 * named as in the API reference.
 *
 * Calls about the organization need the client id and secret of an application, or a person. {@link people}, {@link
 * invitations}, {@link providers}, {@link directories}, {@link agentClients} and members of workspaces need a person.
 * {@link workspace} also works with a token.
 */
export class Bulkhead {
  readonly organization: OrganizationResource
  readonly workspaces: Workspaces
  readonly applications: Applications
  readonly definitions: Definitions
  readonly skills: Skills
  readonly oauthApps: OAuthCredentials
  /** The same resource as {@link oauthApps}, under the name that the API uses. */
  readonly oauthCredentials: OAuthCredentials
  readonly audit: Audit
  readonly webhooks: Webhooks
  readonly connect: Connect
  readonly people: People
  readonly invitations: Invitations
  readonly providers: Providers
  readonly directories: Directories
  readonly agentClients: AgentClients
  readonly #client: Client

  /** @throws {ConfigurationError} No caller was given, or an option is invalid. */
  constructor(options: ClientOptions = {}) {
    const client = new Client(resolveSettings(options))
    const { identity } = client.settings
    const application = applicationTokenProvider(client)
    this.#client = client
    this.organization = new OrganizationResource(client, application)
    this.workspaces = new Workspaces(client, application)
    this.applications = new Applications(client, application)
    const caller = identity.kind === 'token' ? bareTokenProvider(identity.token) : application
    this.definitions = new Definitions(client, caller)
    this.skills = new Skills(client, caller)
    this.connect = new Connect(client, caller)
    this.oauthApps = new OAuthCredentials(client, application)
    this.oauthCredentials = this.oauthApps
    this.audit = new Audit(client, application)
    this.webhooks = new Webhooks(client, application)
    const person = personTokenProvider(client)
    this.people = new People(client, person)
    this.invitations = new Invitations(client, person)
    this.providers = new Providers(client, person)
    this.directories = new Directories(client, person)
    this.agentClients = new AgentClients(client, person)
  }

  /**
   * Returns a workspace, without sending a request. Without an argument it is `default`, or the workspace of a token
   * that was handed over. An argument without a value (`undefined`, `''`) is rejected.
   *
   * @param given Name of the workspace, or `{ name, id }` with one of them or both. If both are given, they must name
   *   the same workspace.
   * @throws {ConfigurationError} `invalid_argument`
   */
  workspace(...given: [] | [reference: WorkspaceReference]): Workspace {
    return new Workspace(this.#client, given.length === 0 ? {} : readReference(given[0]))
  }
}
