import { Shape, WorkspaceName } from '@bulkhead/contract/values/shapes'
import { type TObject, Type } from 'typebox'

/** The arguments of a tool, and beside them the workspace that an application token may name. */
export function withWorkspace({ properties }: TObject): TObject {
  return Shape({
    ...properties,
    workspace_name: Type.Optional({
      ...WorkspaceName,
      description: 'Workspace (customer) to work in; `default` where it is left out.',
    }),
  })
}
