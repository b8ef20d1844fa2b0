import type { ConnectorDetail, ConnectorHealth, ConnectorItem } from '@bulkhead/contract/connectors'
import { type Definition, resolveTarget } from '@bulkhead/engine'
import { EngineError } from '@bulkhead/engine/errors'
import type { Selectable } from 'kysely'
import type { Schema } from '#platform/database/schema/tables'
import type { Definitions } from '../definitions/load-definitions.ts'
import { detailedTemplate, summarizedTemplate } from '../definitions/template-views.ts'
import { toAccount, toEndUser } from './credential-source.ts'

type Row = Selectable<Schema['connectors']>

function commonFields(row: Row, health: ConnectorHealth | undefined) {
  return {
    id: row.connector_id,
    name: row.name,
    workspace_id: row.workspace_id,
    status: row.status,
    end_user: toEndUser(row),
    account: toAccount(row),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    ...(health && { health }),
  }
}

/** Returns a connector as an item of a list. */
export function connectorItem(definitions: Definitions, row: Row, health?: ConnectorHealth): ConnectorItem {
  return {
    ...commonFields(row, health),
    summarized_source_template: summarizedTemplate(definitions.ofConnector(row.definition_id)),
  }
}

/** Returns a connector with its settings. Credentials are in another table, which no view reads. */
export function connectorDetail(
  definitions: Definitions,
  row: Row,
  health?: ConnectorHealth,
): ConnectorDetail {
  const known = definitions.ofConnector(row.definition_id)
  return {
    ...commonFields(row, health),
    source_template: detailedTemplate(known),
    auth_option: row.auth_option,
    base_url: getBaseUrl(known.definition, row),
    replication_config: row.settings,
    entities: row.entities,
    records_bodies_until: toFuture(row.records_bodies_until),
  }
}

/** Returns the base URL of requests, without a trailing slash. Null if settings from a credential decide it. */
function getBaseUrl(definition: Definition, { settings, base_url, auth_option }: Row): string | null {
  if (base_url === null && (definition.derived_settings ?? []).length > 0) return null
  try {
    const option = definition.auth_options.find(({ name }) => name === auth_option)
    const auth = option && { option, credentials: {} }
    return resolveTarget(definition, { settings, base_url }, auth).base_url.href.replace(/\/$/, '')
  } catch (error) {
    if (error instanceof EngineError) return null
    throw error
  }
}

/** Returns a future time as a string; null if the time is past. */
function toFuture(moment: Date | null): string | null {
  return moment !== null && moment.getTime() > Date.now() ? moment.toISOString() : null
}
