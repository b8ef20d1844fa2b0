import { invalid } from '@bulkhead/contract/errors'
import type { setOAuthCredentials as operation } from '@bulkhead/contract/oauth'
import { clientOrigins } from '@bulkhead/engine/oauth'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { revoking } from '#access/tokens/revocation/revoking'
import { engineFailure } from '#connectors/connections/engine-failure'
import { findDefinition } from '#connectors/definitions/find-definition'
import { getReadyFor } from '#connectors/definitions/load-definitions'
import { holdOwn } from '#connectors/definitions/own/definition-rows'
import { getOwnId } from '#connectors/definitions/own/own-definition'
import { authorizableOption } from '#connectors/oauth/authorizable-option'
import { recordAudit } from '#journal/audit/record-audit'
import { readOrganizationKey } from '#platform/vault/read-organization-key'
import { sealOAuthClient } from '#platform/vault/sealed-values'
import type { Handler } from '../handler.ts'

/**
 * Stores the organization's client for a definition, encrypted and bound to the origins of the document's token
 * endpoints.
 */
export const setOAuthCredentials: Handler<typeof operation> = async (services, act, { body }) => {
  const { keyring, definitions } = services
  const { connector_type, connector_definition_id, configuration } = body
  if ((connector_type === undefined) === (connector_definition_id === undefined)) {
    const message = 'Give exactly one of connector_type and connector_definition_id.'
    throw invalid('body', message)
  }
  const reference = { connector_type, definition_id: connector_definition_id }
  const known = await getReadyFor(findDefinition(definitions, reference), act)
  const { definition } = known
  const origins = boundOrigins(definition)
  const { organization } = act
  return revoking(services, act, async (tx, revoke) => {
    // No foreign key keeps it: most clients are for definitions of the catalog.
    if (getOwnId(definition) !== null) await holdOwn(tx, definition.definition_id)
    const context = { organization, definition: definition.definition_id, origins }
    const sealed = sealOAuthClient(await readOrganizationKey(tx, keyring), context, configuration)
    const row = await tx
      .insertInto('oauth_clients')
      .values({
        organization_id: organization,
        definition_id: definition.definition_id,
        oauth_client_id: uuidv7(),
        origins: [...origins],
        sealed,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'definition_id'])
          .doUpdateSet({ origins: [...origins], sealed, updated_at: sql<Date>`now()` }),
      )
      .returningAll()
      .executeTakeFirstOrThrow()
    await revoke({ kind: 'connector', subject_id: row.definition_id, epoch: null })
    await recordAudit(tx, act, { subject: row.oauth_client_id, definition: row.definition_id })
    return {
      id: row.oauth_client_id,
      scope_type: 'organization',
      scope_id: organization,
      connector_type: 'source',
      connector_definition_id: row.definition_id,
      created_at: row.created_at.toISOString(),
      updated_at: row.updated_at.toISOString(),
    }
  })
}

function boundOrigins(definition: Parameters<typeof clientOrigins>[0]): readonly string[] {
  try {
    return clientOrigins(definition, authorizableOption(definition))
  } catch (error) {
    throw engineFailure(error)
  }
}
