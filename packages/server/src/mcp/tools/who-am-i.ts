import { Grant } from '@bulkhead/contract/grants'
import { CALLERS } from '@bulkhead/contract/operation'
import { getOrganization } from '@bulkhead/contract/organizations'
import { getScopedTokenInfo } from '@bulkhead/contract/tokens'
import { Id, OneOf, Shape } from '@bulkhead/contract/values/shapes'
import { Type } from 'typebox'
import type { Tool } from './tool.ts'

/** Describes the scope of the token. */
export const whoAmI: Tool = {
  name: 'who_am_i',
  title: 'Who am I',
  description:
    'Say what this connection may reach: the organization, the workspace, and what the token is narrowed to. Use it when a call was refused.',
  operations: [getScopedTokenInfo, getOrganization],
  input: Shape({}),
  output: Shape({
    token: OneOf(CALLERS, {
      description:
        'application: the whole organization. scoped: one workspace. narrowed: part of one workspace. person: what the person may. key: one workspace, or part of it.',
    }),
    organization_id: Id('organization'),
    workspace_id: Type.Optional(Id('workspace')),
    workspace_name: Type.Optional(Type.String({ description: 'The workspace that tools work in.' })),
    grant: Type.Optional({ ...Grant, description: 'What the token is narrowed to.' }),
    signed_in: Type.Optional(
      Shape({
        person_id: Id('person', { description: 'Who let this program act.' }),
        client_id: Type.String({ description: 'This program.' }),
        grant_id: Id('agent_grant'),
      }),
    ),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  async run({ context, invoke, workspace_name = 'default' }) {
    const token = context.kind
    if (token !== 'application') {
      const { grant_id, person: person_id, client_id } = context
      const signed_in = grant_id !== undefined && { signed_in: { person_id, client_id, grant_id } }
      return { structured: { token, ...(await invoke('getScopedTokenInfo', {})), ...signed_in } }
    }
    const { id } = await invoke('getOrganization', {})
    return { structured: { token, organization_id: id, workspace_name } }
  },
}
