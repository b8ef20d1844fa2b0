import type { RequestOptions } from './call-options.ts'
import type { ConnectorFacts } from './connector.ts'
import { BulkheadError } from './errors.ts'
import type { ConnectorItem } from './generated/api.ts'
import type { Workspace } from './workspace.ts'

/**
 * The connector of a type in a workspace.
 *
 * @param connector_id Which of several; undefined where there should be one.
 * @throws {BulkheadError} `no_connector`, `several_connectors`.
 */
export async function findConnector(
  workspace: Workspace,
  slug: string,
  connector_id: string | undefined,
  options: RequestOptions,
): Promise<ConnectorFacts> {
  const all: ConnectorItem[] = []
  for await (const connector of workspace.listConnectors({}, options)) all.push(connector)
  const fitting = all
    .filter((one) => one.summarized_source_template.connector_name === slug)
    .filter(({ id }) => connector_id === undefined || id === connector_id)
  const [found, ...others] = fitting
  const place = workspace.workspace_name === undefined ? '' : ` ${JSON.stringify(workspace.workspace_name)}`
  if (found === undefined) {
    const which = connector_id === undefined ? '' : ' of that id'
    const message = `The workspace${place} has no connector ${slug}${which}. ${presentIn(all)} Create one with createConnector().`
    throw new BulkheadError('no_connector', message)
  }
  if (others.length > 0) {
    const list = fitting.map(({ id, name }) => `${id} (${name})`).join(', ')
    const message = `The workspace${place} has ${fitting.length} connectors ${slug}: ${list}. Say which by connector_id.`
    throw new BulkheadError('several_connectors', message)
  }
  return { id: found.id, name: found.name, slug }
}

function presentIn(connectors: readonly ConnectorItem[]): string {
  const slugs = new Set(
    connectors.map(({ summarized_source_template: { connector_name } }) => connector_name),
  )
  return slugs.size === 0 ? 'It has none at all.' : `It has ${[...slugs].join(', ')}.`
}
