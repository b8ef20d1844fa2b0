import { BoundClient } from './bound-client.ts'
import { Client } from './client/client.ts'
import { type ClientOptions, resolveSettings } from './options.ts'
import { AgentClients } from './organization/agent-clients.ts'
import { AgentGrants } from './organization/agent-grants.ts'
import { Applications } from './organization/applications.ts'
import { Audit } from './organization/audit.ts'
import { Branding } from './organization/branding.ts'
import { Connect } from './organization/connect.ts'
import { Definitions } from './organization/definitions.ts'
import { Directories } from './organization/directories.ts'
import { Domains } from './organization/domains.ts'
import { Invitations } from './organization/invitations.ts'
import { OAuthCredentials } from './organization/oauth-credentials.ts'
import { OrganizationResource } from './organization/organization-resource.ts'
import { People } from './organization/people.ts'
import { Providers } from './organization/providers.ts'
import { SignInPolicy } from './organization/sign-in-policy.ts'
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
 * invitations}, {@link signInPolicy}, {@link domains}, {@link providers}, {@link directories}, {@link agentClients},
 * {@link agentGrants} and members of workspaces need a person. {@link workspace} also works with a token.
 */
export class Bulkhead {
  readonly organization: OrganizationResource
  readonly branding: Branding
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
  readonly signInPolicy: SignInPolicy
  readonly domains: Domains
  readonly providers: Providers
  readonly directories: Directories
  readonly agentClients: AgentClients
  readonly agentGrants: AgentGrants
  readonly #client: Client

  /** @throws {ConfigurationError} No caller was given, or an option is invalid. */
  constructor(options: ClientOptions = {}) {
    const client = new Client(resolveSettings(options))
    const { identity } = client.settings
    const application = new BoundClient(client, applicationTokenProvider(client))
    const caller =
      identity.kind === 'token' ? new BoundClient(client, bareTokenProvider(identity.token)) : application
    const person = new BoundClient(client, personTokenProvider(client))
    this.#client = client
    this.organization = new OrganizationResource(application)
    this.branding = new Branding(application)
    this.workspaces = new Workspaces(application)
    this.applications = new Applications(application)
    this.definitions = new Definitions(caller)
    this.skills = new Skills(caller)
    this.connect = new Connect(caller)
    this.oauthApps = new OAuthCredentials(application)
    this.oauthCredentials = this.oauthApps
    this.audit = new Audit(application)
    this.webhooks = new Webhooks(application)
    this.people = new People(person)
    this.invitations = new Invitations(person)
    this.signInPolicy = new SignInPolicy(person)
    this.domains = new Domains(person)
    this.providers = new Providers(person)
    this.directories = new Directories(person)
    this.agentClients = new AgentClients(person)
    this.agentGrants = new AgentGrants(person)
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
