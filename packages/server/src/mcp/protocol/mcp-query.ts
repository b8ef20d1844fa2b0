import { OneOf, Shape, WorkspaceName } from '@bulkhead/contract/values/shapes'
import { type Static, Type } from 'typebox'

/** What the URL of the endpoint may say. */
export const McpQuery = Shape({
  tools: Type.Optional(OneOf(['expanded'], { description: 'One tool per operation.' })),
  workspace_name: Type.Optional(WorkspaceName),
})

/** What the URL of the endpoint says about all calls that come by it. */
export type McpQuery = Static<typeof McpQuery>
