import { Shape, WorkspaceName } from '@bulkhead/contract/values/shapes'
import { type TObject, Type } from 'typebox'

/** Adds the workspace that an application token may name to the arguments of a tool. */
export function withWorkspace({ properties }: TObject): TObject {
  return Shape({
    ...properties,
    workspace_name: Type.Optional({
      ...WorkspaceName,
      description: 'Workspace (customer) to work in; `default` where it is left out.',
    }),
  })
}
