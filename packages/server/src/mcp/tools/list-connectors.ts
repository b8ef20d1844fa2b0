import { listConnectors as operation } from '@bulkhead/contract/connectors'
import { Id, OneOf, Shape } from '@bulkhead/contract/values/shapes'
import { Type } from 'typebox'
import type { Tool } from './tool.ts'
import { withWorkspace } from './with-workspace.ts'

const input = Shape({})

/** Lists the connectors of a workspace. */
export const listConnectors: Tool = {
  name: 'list_connectors',
  title: 'List connectors',
  description:
    'List the connectors of the workspace: the services (such as GitHub, Slack or Stripe) for which it has stored credentials. Start here. Each connector has an id, which the other tools take, and a type.',
  operations: [operation],
  input,
  applicationInput: withWorkspace(input),
  output: Shape({
    connectors: Type.Array(
      Shape({
        id: Id('connector'),
        name: Type.String(),
        type: Type.String({ description: 'Type of service, such as `github`.' }),
        status: OneOf(['ready', 'needs_reauthentication', 'pending'], {
          description: '`needs_reauthentication`: a person has to connect it again before it can be used.',
        }),
      }),
    ),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  async run({ invoke, workspace_name }, given) {
    const { data } = await invoke('listConnectors', {
      query: { ...(workspace_name && { workspace_name }), ...given },
    })
    return {
      structured: {
        connectors: data.map(({ id, name, status, summarized_source_template }) => ({
          id,
          name,
          type: summarized_source_template.connector_name ?? summarized_source_template.name,
          status,
        })),
      },
    }
  },
}
