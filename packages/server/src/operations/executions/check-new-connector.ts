import type { checkNewConnector as operation } from '@bulkhead/contract/checks'
import { assertConfiguration } from '#connections/resolve-configuration'
import { assertEntities } from '#definitions/assert-entities'
import { findDefinition } from '#definitions/find-definition'
import { getReadyFor } from '#definitions/load-definitions'
import { checkRequest } from '#execution/check-request'
import type { Handler } from '#operations/handler'

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
