import type { checkNewConnector as operation } from '@bulkhead/contract/checks'
import { assertConfiguration } from '#connectors/connections/resolve-configuration'
import { assertEntities } from '#connectors/definitions/assert-entities'
import { findDefinition } from '#connectors/definitions/find-definition'
import { getReadyFor } from '#connectors/definitions/load-definitions'
import { checkRequest } from '#execution/check-request'
import type { Handler } from '../handler.ts'

/**
 * Tries the configuration of a connector that is not yet created. Rejects what creating it would reject, stores
 * nothing, and does not use up tokens.
 */
export const checkNewConnector: Handler<typeof operation> = async (services, context, { body }) => {
  const { definition } = await getReadyFor(findDefinition(services.definitions, body), context)
  assertConfiguration(definition, body)
  assertEntities(definition, body.entities)
  return checkRequest(services, context, definition, body)
}
