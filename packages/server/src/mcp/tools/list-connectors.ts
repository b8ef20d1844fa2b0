import { listConnectors as operation } from '@bulkhead/contract/connectors'
import { Id, Nullable, OneOf, PageQuery, Shape } from '@bulkhead/contract/values/shapes'
import { Type } from 'typebox'
import type { Tool } from './tool.ts'
import { withWorkspace } from './with-workspace.ts'

const input = Shape({
  cursor: Type.Optional({
    ...PageQuery.cursor,
    description: '`next_cursor` of the call before, for the connectors that follow.',
  }),
})
/** Number of connectors that one call returns: as many as a model reads with ease. */
const MOST_LISTED = 100

/** Next step for a model whose workspace is empty. */
const NONE =
  'This workspace has no connectors that you may use. Call connect_service if you have that tool. Otherwise ask a person to connect a service, or to sign you in again for another workspace.'

/** Lists the connectors of a workspace. */
export const listConnectors: Tool = {
  name: 'list_connectors',
  title: 'List connectors',
  description:
    'List the connectors of the workspace: the services (such as GitHub, Slack or Stripe) for which it has stored credentials. Start here. Each connector has an id, which the other tools take, and a type. One call returns at most 100; `next_cursor` leads to the others.',
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
    next_cursor: Nullable(Type.String({ description: 'Null: these were the last.' })),
    hint: Type.Optional(Type.String({ description: 'What to do if there are no connectors.' })),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  async run({ invoke, workspace_name }, given) {
    const { data, next = null } = await invoke('listConnectors', {
      query: { ...(workspace_name && { workspace_name }), ...given, limit: MOST_LISTED },
    })
    const next_cursor = next === null ? null : new URL(next, 'http://none').searchParams.get('cursor')
    return {
      structured: {
        connectors: data.map(({ id, name, status, summarized_source_template }) => ({
          id,
          name,
          type: summarized_source_template.connector_name ?? summarized_source_template.name,
          status,
        })),
        next_cursor,
        ...(data.length === 0 && given.cursor === undefined && { hint: NONE }),
      },
    }
  },
}
