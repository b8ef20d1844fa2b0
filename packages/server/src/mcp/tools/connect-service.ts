import { createConnectSession as operation } from '@bulkhead/contract/connect/sessions'
import { Id, Nullable, Shape, Timestamp } from '@bulkhead/contract/values/shapes'
import { Type } from 'typebox'
import type { ToolResult } from '../results/tool-result.ts'
import { CONNECTOR, findConnector } from './find-connector.ts'
import type { Tool, ToolCall } from './tool.ts'
import { withWorkspace } from './with-workspace.ts'

const input = Shape({
  services: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
      minItems: 1,
      maxItems: 20,
      description: 'Services that the person may choose from, such as `github`. Default: all of this server.',
    }),
  ),
  connector: Type.Optional({
    ...CONNECTOR,
    description: 'Connector whose credential is to be replaced; cannot be combined with `services`.',
  } as typeof CONNECTOR),
})

interface Given {
  readonly services?: string[]
  readonly connector?: string
  readonly workspace_name?: string
}

/** Creates a connect link for the person, so that a credential never passes through the agent. */
export const connectService: Tool = {
  name: 'connect_service',
  title: 'Connect a service',
  description:
    'Make a link with which a person connects a service such as GitHub to the workspace, or gives a connector a new credential. Show the link to the person and wait for them: they sign in or enter a key in their browser, and you never see it. Then call list_connectors; a connector that is `pending` still has to be confirmed by a person.',
  operations: [operation],
  input,
  applicationInput: withWorkspace(input),
  output: Shape({
    session_id: Id('connect_session'),
    status: Type.String({ description: '`open` until the person is done.' }),
    url: Nullable(Type.String({ description: 'The link to show; null once it was opened for the person.' })),
    expires_at: Timestamp,
    connector_id: Nullable(Id('connector')),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  async run(call, given) {
    const { elicitation } = call
    if (elicitation?.answered !== undefined) return lookAt(call, elicitation.answered)
    const { services, connector, workspace_name = call.workspace_name } = given as Given
    const which = { ...(workspace_name !== undefined && { workspace_name }) }
    const connector_id =
      connector === undefined ? undefined : await findConnector(call, { connector, ...which })
    const body = { ...which, ...(services && { services }), ...(connector_id && { connector_id }) }
    const { session_id, status, url, expires_at } = await call.invoke('createConnectSession', { body })
    const structured = { session_id, status, url, expires_at, connector_id: connector_id ?? null }
    if (elicitation?.opensUrls !== true) return { structured }
    const message = 'Connect the service in your browser. Your credential goes only to this server.'
    return { structured, opens: { url, message, state: session_id } }
  },
}

/**
 * Returns the state of a link that the client opened. The session id comes from the client, so it is looked up within
 * the client's rights.
 */
async function lookAt({ invoke }: ToolCall, session_id: string): Promise<ToolResult> {
  const session = await invoke('getConnectSession', { params: { session_id } })
  const { status, expires_at, connector_id } = session
  return { structured: { session_id, status, url: null, expires_at, connector_id } }
}
