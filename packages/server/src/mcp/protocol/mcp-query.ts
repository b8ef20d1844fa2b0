import { OneOf, Shape, WorkspaceName } from '@bulkhead/contract/values/shapes'
import { type Static, Type } from 'typebox'

/** Query of the endpoint's URL. */
export const McpQuery = Shape({
  tools: Type.Optional(OneOf(['expanded'], { description: 'One tool per operation.' })),
  workspace_name: Type.Optional(WorkspaceName),
})

/** Query parameters of the MCP endpoint's URL. They apply to all calls that use this URL. */
export type McpQuery = Static<typeof McpQuery>
