import type { RequestContext } from '@bulkhead/server/access/request/principal'
import { createMcpServer } from '@bulkhead/server/mcp/protocol/create-mcp-server'
import type { McpFactory } from '@bulkhead/server/mcp/protocol/mcp-endpoint'
import { createToolbox } from '@bulkhead/server/mcp/tools/create-toolbox'
import type { Services } from '@bulkhead/server/operations/services'
import type { MatrixFixture } from '#http-matrix/matrix-fixture'

/** Error built into the endpoint, and a read-only tool in which the matrix must detect it. */
export interface ToolMutation {
  readonly name: string
  readonly tool: string
  change(
    matrixFixture: MatrixFixture,
  ): (act: RequestContext, input: Readonly<Record<string, unknown>>) => RequestContext
}

/** Mutation: a workspace's token acts for its organization. */
const forgetWorkspace: ToolMutation['change'] = () => (act) => {
  const { workspace: _, grant: __, ...organization } = act
  return organization
}

/** Mutation: the server ignores the token's grant. */
const forgetGrant: ToolMutation['change'] = () => (act) => {
  const { grant: _, ...whole } = act
  return whole
}

/** Mutation: the caller becomes the owner of the object that an argument names. */
const believeArguments: ToolMutation['change'] =
  ({ tenantFixtures }) =>
  (act, input) => {
    const text = JSON.stringify(input).toLowerCase()
    const owner = tenantFixtures.find(({ values }) => text.includes(values.connector))
    if (owner === undefined) return act
    const { workspace } = owner.values
    return { ...act, organization: owner.tenant.organization, ...(act.workspace && { workspace }) }
  }

export const TOOL_MUTATIONS: readonly ToolMutation[] = [
  ...['list_connectors', 'execute'].map((tool) => ({
    name: `${tool}: a token of a workspace acts for its organization`,
    tool,
    change: forgetWorkspace,
  })),
  {
    name: 'describe_connector: an id is authority',
    tool: 'describe_connector',
    change: believeArguments,
  },
  { name: 'execute: a grant is forgotten', tool: 'execute', change: forgetGrant },
]

/** Returns a factory of the endpoint with an error built in. Without a mutation, it is the correct one. */
export function mistakenFactory(
  services: Services,
  change: (act: RequestContext, input: Readonly<Record<string, unknown>>) => RequestContext = (act) => act,
): McpFactory {
  const toolbox = createToolbox(services)
  return (act, query) => {
    const own = toolbox(act, query)
    const mistaken = {
      ...own,
      call: (...[name, input, elicitation]: Parameters<typeof own.call>) =>
        toolbox(change(act, input), query).call(name, input, elicitation),
    }
    return createMcpServer(services, mistaken, act)
  }
}
