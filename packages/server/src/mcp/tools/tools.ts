import { deleteConnector as operation } from '@bulkhead/contract/connectors'
import { invalid } from '@bulkhead/contract/errors'
import { Grant } from '@bulkhead/contract/grants'
import { CALLERS } from '@bulkhead/contract/operation'
import { getOrganization } from '@bulkhead/contract/organizations'
import { getScopedTokenInfo } from '@bulkhead/contract/tokens'
import { Id, OneOf, Shape } from '@bulkhead/contract/values/shapes'
import { Type } from 'typebox'
import { connectService } from './connect-service.ts'
import { describeConnector } from './describe-connector.ts'
import { execute } from './execute.ts'
import { CONNECTOR, findConnector } from './find-connector.ts'
import { listConnectors } from './list-connectors.ts'
import { readSkillDocs } from './read-skill-docs.ts'
import type { Tool } from './tool.ts'
import { withWorkspace } from './with-workspace.ts'

const input = Shape({
  connector: CONNECTOR,
  confirm: Type.Optional(
    Type.String({
      maxLength: 255,
      description: 'The name of the connector, once the person has agreed to delete it.',
    }),
  ),
})

/** Deletes a connector if the caller repeats its name, and if the person agrees, where the client can ask. */
const removeConnector: Tool = {
  name: 'remove_connector',
  title: 'Remove a connector',
  description:
    'Delete a connector and its stored credential permanently. Nothing at the service is deleted. Ask the person first: the call is done only when `confirm` is the exact name of the connector.',
  operations: [operation],
  input,
  applicationInput: withWorkspace(input),
  output: Shape({ removed: Shape({ id: Id('connector'), name: Type.String() }) }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async run(call, given) {
    const { confirm, ...which } = given as { connector: string; workspace_name?: string; confirm?: string }
    const connector_id = await findConnector(call, which)
    const { id, name } = await call.invoke('getConnector', { params: { connector_id } })
    if (confirm !== name) {
      const message = `confirm must be the name of the connector. To delete "${name}" permanently, ask the person and call again with confirm set to that name`
      throw invalid('body.confirm', message)
    }
    if (call.elicitation?.asks === true) {
      const { agreed } = call.elicitation
      if (agreed === undefined) {
        return {
          structured: {},
          asks: `Delete the connector "${name}" and its stored credential permanently?`,
        }
      }
      if (!agreed) {
        throw invalid('body.confirm', 'the person did not agree, so nothing was deleted. Do not ask again')
      }
    }
    await call.invoke('deleteConnector', { params: { connector_id } })
    return { structured: { removed: { id, name } } }
  },
}

/** Describes the scope of the token. */
const whoAmI: Tool = {
  name: 'who_am_i',
  title: 'Who am I',
  description:
    'Show what this connection may reach: the organization, the workspace, and what the token is narrowed to. Use it when a call was refused.',
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

/** Tools that are offered to every client. */
export const TOOLS: readonly Tool[] = [
  listConnectors,
  describeConnector,
  readSkillDocs,
  execute,
  connectService,
  removeConnector,
  whoAmI,
]

/** Tools that the expanded tools replace. */
export const INSTEAD_OF_EXPANDED: readonly Tool[] = [describeConnector, execute]
