import type { Sender } from '@bulkhead/engine'
import type { QuotaReader } from '#access/limits/read-quotas'
import type { RequestContext } from '#access/request/principal'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { assertWholeGrant } from '#connectors/oauth/assert-whole-grant'
import { exchangeCode, type Obtained, toRevocableToken } from '#connectors/oauth/flow/exchange-code'
import type { ConnectFlowRecord } from '#connectors/oauth/oauth-flow'
import { obtainedConfiguration } from '#connectors/oauth/obtained-credentials'
import { openOrganizationClient } from '#connectors/oauth/organization-client'
import { type CheckingServices, check } from '#execution/check'
import { startCall } from '#execution/execute'
import type { BackgroundTasks } from '#platform/background-tasks'
import type { Log } from '#platform/log'
import { takeBackUnshared } from '../end-session.ts'
import { noteFailure } from './attempt.ts'
import { explainCheck, explainError } from './customer-words.ts'
import { finishSession } from './finish-session.ts'
import { getAccount } from './get-account.ts'

interface Dependencies extends CheckingServices {
  readonly callbackOrigin: string
  readonly sender: Sender
  readonly log: Log
  readonly backgroundTasks: BackgroundTasks
  readonly quotas: QuotaReader
  readonly revocations: RevocationFeed
}

/** Authorization of a connect link that returned to the browser in which it began. */
export interface ReturnedAuthorization {
  readonly record: ConnectFlowRecord
  /** Absent if the service refused or the end user declined there. */
  readonly code: string | undefined
  readonly client: { readonly address: string; readonly user_agent: string | undefined }
}

/**
 * Completes an authorization of a connect link: requests tokens, checks them and finishes the session. Never throws.
 * The browser returns to the page, which shows the result.
 */
export async function completeAuthorization(
  services: Dependencies,
  context: RequestContext & { readonly workspace: string },
  { record, code, client }: ReturnedAuthorization,
): Promise<void> {
  const { display_name } = services.definitions.ofConnector(record.definition_id)
  let obtained: Obtained | undefined
  try {
    if (code === undefined) {
      const message = `${display_name} was not authorized. If that was a mistake, begin again.`
      return await noteFailure(services, context, { code: 'upstream_rejected', message })
    }
    obtained = await exchangeCode(services, context, record, code)
    const failure = await finish(services, context, record, client, obtained)
    if (failure === null) return
    takeBack(services, context, record, obtained)
    await noteFailure(services, context, failure)
  } catch (error) {
    if (obtained !== undefined) takeBack(services, context, record, obtained)
    const failure = explainError(display_name, error)
    const { request_id } = context
    if (failure.code === 'internal')
      services.log.error({ request_id, err: error }, 'a connect session could not be finished')
    else services.log.warn({ request_id, code: failure.code }, 'a connect session could not be finished')
    await noteFailure(services, context, failure).catch((err: unknown) =>
      services.log.warn({ request_id, err }, 'the failure of a connect session could not be noted'),
    )
  }
}

async function finish(
  services: Dependencies,
  context: RequestContext & { readonly workspace: string },
  record: ReturnedAuthorization['record'],
  client: ReturnedAuthorization['client'],
  { definition, option, tokens }: Obtained,
) {
  assertWholeGrant(definition, option, tokens, record.scopes ?? [])
  const { client_id } = await openOrganizationClient(services, context, definition, option)
  const { settings, parts, times } = obtainedConfiguration(
    definition,
    services.egressPolicy,
    option,
    { settings: record.settings, base_url: null, client_id },
    record.fields,
    tokens,
  )
  const place = { settings, base_url: null }
  const checked = await check(
    services,
    startCall(context, {
      kind: 'request',
      workspace: { workspace_id: context.workspace },
      definition,
      entities: record.entities,
      credentials: { ...place, option, stored: parts.api.secrets },
    }),
  )
  const failure = explainCheck(definition.display_name, checked, record.entities)
  if (failure !== null) return failure
  const { confirmation_hash, sets_entities } = record.connect
  await finishSession(services, context, {
    definition,
    credential: {
      definition_id: record.definition_id,
      auth_option: option.name,
      ...place,
      parts,
      times,
      ...(sets_entities && { entities: record.entities }),
    },
    target_id: record.connector_id,
    account: getAccount(checked),
    confirmation_hash,
    client,
  })
  return null
}

/** Revokes unused tokens at the service, unless another connector may use the same grant. */
function takeBack(
  services: Dependencies,
  context: RequestContext & { readonly workspace: string },
  record: ReturnedAuthorization['record'],
  obtained: Obtained,
): void {
  const token = toRevocableToken(context, record.connect.session_id, record, obtained)
  if (token !== undefined) services.backgroundTasks.add(takeBackUnshared(services, context, token, null))
}
