import type { ConnectorDetail, ConnectorHealth, ConnectorItem } from '@bulkhead/contract/connectors'
import type { Selectable } from 'kysely'
import type { Definitions } from '#definitions/load-definitions'
import { detailedTemplate, summarizedTemplate } from '#definitions/template-views'
import type { Schema } from '#platform/database/schema/tables'

type Row = Selectable<Schema['connectors']>

function commonFields(row: Row, health: ConnectorHealth | undefined) {
  return {
    id: row.connector_id,
    name: row.name,
    workspace_id: row.workspace_id,
    status: row.status,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    ...(health && { health }),
  }
}

/** A connector as lists show it. */
export function connectorItem(definitions: Definitions, row: Row, health?: ConnectorHealth): ConnectorItem {
  return {
    ...commonFields(row, health),
    summarized_source_template: summarizedTemplate(definitions.ofConnector(row.definition_id)),
  }
}

/** A connector with its settings. Credentials are in another table, which no view reads. */
export function connectorDetail(
  definitions: Definitions,
  row: Row,
  health?: ConnectorHealth,
): ConnectorDetail {
  return {
    ...commonFields(row, health),
    source_template: detailedTemplate(definitions.ofConnector(row.definition_id)),
    replication_config: row.settings,
    entities: row.entities,
  }
}
