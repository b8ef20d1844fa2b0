import type { RequestOptions } from '../client/call-options.ts'
import { BulkheadError } from '../client/errors.ts'
import type { ConnectorItem } from '../generated/api.ts'
import type { ConnectorFacts } from './connector-facts.ts'
import { isMisspelled } from './is-misspelled.ts'
import type { WorkspaceConnectors } from './workspace-connectors.ts'

/**
 * Finds the connector of a type in a workspace.
 *
 * @param connectorId Selects one of several; undefined if there should be only one.
 * @throws {BulkheadError} `no_connector`, `several_connectors`.
 */
export async function findConnector(
  workspace: { readonly name: string | undefined; readonly connectors: WorkspaceConnectors },
  slug: string,
  connectorId: string | undefined,
  options: RequestOptions,
): Promise<ConnectorFacts> {
  const all: ConnectorItem[] = []
  for await (const connector of workspace.connectors.list({}, options)) all.push(connector)
  const fitting = all
    .filter((one) => one.summarized_source_template.connector_name === slug)
    .filter(({ id }) => connectorId === undefined || id === connectorId)
  const [found, ...others] = fitting
  const place = workspace.name === undefined ? '' : ` ${JSON.stringify(workspace.name)}`
  if (found === undefined) {
    const which = connectorId === undefined ? '' : ' of that id'
    const message = `The workspace${place} has no connector ${slug}${which}. ${presentIn(all, slug)} Create one with connectors.create().`
    throw new BulkheadError('no_connector', message)
  }
  if (others.length > 0) {
    const list = fitting.map(({ id, name }) => `${id} (${name})`).join(', ')
    const message = `The workspace${place} has ${fitting.length} connectors ${slug}: ${list}. Choose one with connectorId.`
    throw new BulkheadError('several_connectors', message)
  }
  return { id: found.id, name: found.name, slug }
}

function presentIn(connectors: readonly ConnectorItem[], wanted: string): string {
  const slugs = new Set(
    connectors.map(({ summarized_source_template: { connector_name } }) => connector_name ?? ''),
  )
  const meant = [...slugs].find((slug) => slug !== wanted && isMisspelled(wanted, slug))
  const hint = meant === undefined ? '' : `Did you mean '${meant}'? `
  return slugs.size === 0 ? 'It has no connectors.' : `${hint}It has ${[...slugs].join(', ')}.`
}
