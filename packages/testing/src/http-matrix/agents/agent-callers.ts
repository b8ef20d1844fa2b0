import { issueGrantToken } from '@bulkhead/server/agents/issue-grant-token'
import type { MatrixCaller } from '#http-matrix/matrix-caller'
import type { Surroundings, TenantFixture } from '#http-matrix/tenant-fixture'
import { COMMAND_LINE } from '#oauth/agents'
import type { SignedInPerson } from '#people'
import { createAgentGrant, type GrantedRights } from './agent-grant.ts'

const client_id = COMMAND_LINE.client_id
const READ_ONLY: GrantedRights = { client_id, narrowing: { read_only: true } }

/**
 * Creates callers for agents' clients: some with a token for MCP only, and command lines, whose token the API accepts
 * too.
 *
 * @param member Member of the victim's workspace.
 */
export async function createAgentCallers(
  surroundings: Surroundings,
  victim: TenantFixture,
  sibling: TenantFixture,
  member: SignedInPerson,
): Promise<MatrixCaller[]> {
  const { mcpResource, audience } = surroundings.testServer.server.services
  const sign = (
    { tenant, values }: TenantFixture,
    person: SignedInPerson,
    resource: string,
    rights: GrantedRights = {},
    isEverywhere = false,
  ) =>
    signGrantToken(
      surroundings,
      tenant.organization,
      person,
      isEverywhere ? null : values.workspace,
      resource,
      rights,
    )
  const ofMcp = async (name: string, home: TenantFixture, person: SignedInPerson) => {
    const token = await sign(home, person, mcpResource)
    return {
      ...narrowed(name, { ...home, narrowed: token }),
      kind: undefined,
      kindAtMcp: 'narrowed',
    } as const
  }
  const isReadOnly = true as const
  const enter = async (home: TenantFixture) => ({
    ...home,
    narrowed: await sign(home, victim.owner, audience, READ_ONLY),
  })
  const everywhere = async (name: string, person: SignedInPerson, rights: GrantedRights) => {
    const token = await sign(victim, person, audience, rights, true)
    const { person: id, session } = person
    const owner = { ...person, headers: { authorization: `Bearer ${token}` } }
    const home = { ...victim, owner, values: { ...victim.values, person: id, session } }
    return { name, kind: 'person', isCommandLine: true, home, headers: getOwnHeaders } as const
  }
  const memberLine = await everywhere('the command line of a user of the workspace', member, { client_id })
  return [
    await ofMcp('an agent of a user of the workspace', victim, member),
    await ofMcp('an agent in another workspace', sibling, sibling.owner),
    { ...narrowed('a command line that reads the workspace', await enter(victim)), enter },
    await everywhere('the command line of an owner', victim.owner, { client_id }),
    { ...(await everywhere('a command line that reads', victim.owner, READ_ONLY)), isReadOnly },
    {
      ...memberLine,
      home: { ...memberLine.home, role: 'member' },
      rights: { role: 'member', level: 'user' },
    },
  ]
}

function getOwnHeaders({ owner }: TenantFixture) {
  return owner.headers
}

function narrowed(name: string, home: TenantFixture): MatrixCaller {
  return {
    name,
    kind: 'narrowed',
    home,
    headers: ({ narrowed }) => ({ authorization: `Bearer ${narrowed}` }),
  }
}

async function signGrantToken(
  { testServer }: Surroundings,
  organization: string,
  person: SignedInPerson,
  workspace_id: string | null,
  resource: string,
  rights: GrantedRights,
): Promise<string> {
  const grant_id = await createAgentGrant(testServer, organization, person, workspace_id, rights)
  const issued = await issueGrantToken(testServer.server.services, grant_id, resource)
  if (issued === undefined) throw new Error('A grant gives no token.')
  return issued.access_token
}
