import type { ConnectorItem, Workspace } from '@bulkhead/sdk'
import type { ArgumentSpec, Call } from '#command/command'
import { CommandError, EXIT, UsageError } from '#command/command-error'
import { openWorkspace, sendOptions } from '#profile/open-clients'
import { waitFor } from '#terminal/show-waiting'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Argument that names a connector. */
export const CONNECTOR: ArgumentSpec = {
  name: 'connector',
  description: 'Its type, such as github, if there is only one of it; else its id or name',
}

/**
 * Opens the workspace of a call, and finds the connector that its first argument names. An id is returned as it is: the
 * server knows whether it exists.
 */
export async function openConnector(
  call: Pick<Call, 'args' | 'terminal' | 'signal' | 'flags'>,
): Promise<{ readonly workspace: Workspace; readonly id: string }> {
  const workspace = openWorkspace(call)
  const [named = ''] = call.args
  if (UUID.test(named)) return { workspace, id: named }
  const { signal } = sendOptions(call)
  const listed = Array.fromAsync(workspace.connectors.list({}, signal && { signal }))
  const data = await waitFor(call.terminal, 'Waiting for the server', listed)
  const ofType = data.filter((one) => getType(one) === named)
  const fitting =
    ofType.length > 0 ? ofType : data.filter(({ name }) => name.normalize('NFC') === named.normalize('NFC'))
  const [found, ...others] = fitting
  if (found === undefined) {
    const types = [...new Set(data.map(getType))]
    // Loaded here and not above: help must not wait for the engine.
    const { suggestNames } = await import('@bulkhead/engine/text')
    const known = types.length === 0 ? 'It has no connectors.' : suggestNames(named, types, 'It has')
    const message = `The workspace has no connector ${named}. ${known}`
    const hint = 'See what can be connected: bulkhead connectors available'
    throw new CommandError(EXIT.notFound, 'no_connector', message, hint)
  }
  if (others.length > 0) {
    const list = fitting.map(({ id, name }) => `${id} (${name})`).join(', ')
    throw new UsageError(
      `The workspace has ${fitting.length} connectors ${named}: ${list}.`,
      'Name it by its id.',
    )
  }
  return { workspace, id: found.id }
}

function getType({ summarized_source_template }: ConnectorItem): string {
  return summarized_source_template.connector_name ?? ''
}
