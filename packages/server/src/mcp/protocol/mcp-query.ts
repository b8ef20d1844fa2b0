import { OneOf, Shape, WorkspaceName } from '@bulkhead/contract/values/shapes'
import { type Static, Type } from 'typebox'

/** Query of the endpoint's URL. */
export const McpQuery = Shape({
  tools: Type.Optional(OneOf(['expanded'], { description: 'One tool per operation.' })),
  workspace_name: Type.Optional(WorkspaceName),
})

/** Settings in the endpoint's URL for all calls through it. */
export type McpQuery = Static<typeof McpQuery>
