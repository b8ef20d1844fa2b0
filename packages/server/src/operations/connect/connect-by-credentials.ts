import type { connectByCredentials as operation } from '@bulkhead/contract/connect/page'
import { beginAttempt, noteFailure } from '#connect/page/attempt'
import { explainCheck } from '#connect/page/customer-words'
import { finishSession } from '#connect/page/finish-session'
import { getAccount } from '#connect/page/get-account'
import { redirectBack } from '#connect/page/redirect-back'
import { resolveCredential } from '#connect/page/resolve-credential'
import { toPreviousAccount } from '#connect/session-rows'
import { toAccount } from '#connectors/connections/credential-source'
import { check } from '#execution/check'
import { startCall } from '#execution/execute'
import type { Handler } from '../handler.ts'

/**
 * Tries a credential that an end user entered, and finishes the session with it. If the credential fails, it is not
 * stored.
 */
export const connectByCredentials: Handler<typeof operation> = async (services, context, { body }) => {
  const attempt = await beginAttempt(services, context, body)
  const { known, session, target } = attempt
  const { held, given } = resolveCredential(services.egressPolicy, attempt, body.configuration)
  const entities = attempt.entities === undefined ? (target?.entities ?? null) : attempt.entities
  const checked = await check(
    services,
    startCall(context, {
      kind: 'request',
      workspace: { workspace_id: session.workspace_id },
      definition: known.definition,
      entities,
      credentials: given,
    }),
  )
  const error = explainCheck(known.display_name, checked, entities)
  if (error !== null) {
    await noteFailure(services, context, error)
    return { ...NOTHING, status: 'failed', check: checked, error }
  }
  const finished = await finishSession(services, context, {
    definition: known.definition,
    credential: held,
    target_id: target?.connector_id,
    account: getAccount(checked),
    confirmation_hash: body.confirmation_hash,
    client: context.client ?? { address: '', user_agent: undefined },
  })
  return {
    status: finished.status === 'completed' ? 'completed' : 'awaiting_confirmation',
    connector_id: finished.connector_id,
    account: toAccount(finished),
    previous_account: toPreviousAccount(finished),
    check: checked,
    error: null,
    redirect_to: await redirectBack(services, context, finished),
  }
}

const NOTHING = { connector_id: null, account: null, previous_account: null, redirect_to: null } as const
