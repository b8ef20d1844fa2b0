import type { confirmOAuth as operation } from '@bulkhead/contract/oauth'
import { engineFailure } from '#connectors/connections/engine-failure'
import { applyAuthorization, type Purpose } from '#connectors/oauth/apply-authorization'
import { findConfirmable, takeConfirmable } from '#connectors/oauth/oauth-secret'
import type { Handler } from '../handler.ts'

/** Stores the tokens of an authorization once the browser that began it has brought its nonce. */
export const confirmOAuth: Handler<typeof operation> = async (services, context, { body }) => {
  const { server_side_oauth_secret_id, nonce } = body
  const found = await findConfirmable(services, context, server_side_oauth_secret_id, nonce)
  const { scope, record, tokens } = found
  const isNew = record.connector_id === undefined
  const event = isNew ? 'connector.created' : 'connector.updated'
  const purpose: Purpose = {
    workspace: scope.workspace,
    record,
    before: (tx) => takeConfirmable(tx, found),
  }
  try {
    const result = await applyAuthorization(services, { ...context, event }, purpose, tokens)
    if ('connector_id' in result) return { connector_id: result.connector_id }
  } catch (error) {
    throw engineFailure(error)
  }
  throw new TypeError('Tokens that were confirmed led to no connector.')
}
