import { deleteConnector as operation } from '@bulkhead/contract/connectors'
import { invalid } from '@bulkhead/contract/errors'
import { Id, Shape } from '@bulkhead/contract/values/shapes'
import { Type } from 'typebox'
import { CONNECTOR, findConnector } from './find-connector.ts'
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
export const removeConnector: Tool = {
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
