import type { checkNewConnector as operation } from '@bulkhead/contract/checks'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { EgressPolicy } from '@bulkhead/engine/egress/policy'
import type { Definition } from '@bulkhead/engine/model/definition'
import type { Sender } from '@bulkhead/engine/send/send-request'
import { restrictionOf } from '#connections/connector-rows'
import { openContext } from '#connections/open-connection'
import { contextOfSecrets } from '#connections/split-credentials'
import { resolveTarget } from '#connections/target'
import type { FairQueue } from '#execution/fair-queue'
import type { RunningDownloads } from '#execution/running-downloads'
import type { UpstreamHolds } from '#execution/upstream-backoff'
import { authorizableOption } from '#oauth/authorizable-option'
import { prepareWithSecret } from '#oauth/oauth-secret'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { Keyring } from '#platform/vault/keyring'
import type { Act } from '#request/principal'
import type { ResponsePace } from '#request/response-pace'
import { newObservedCall } from '#tool-calls/observe-call'
import type { ToolCallRecorder } from '#tool-calls/record-tool-calls'
import { demandActive, findWorkspace, workspaceNotFound } from '#workspaces/find-workspace'
import { callDeadline } from './call-deadline.ts'
import type { ReaderPool } from './reader-pool.ts'
import { runCheck } from './run-check.ts'
import type { Access } from './with-other-tokens.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly egressPolicy: EgressPolicy
  readonly sender: Sender
  readonly callSlots: FairQueue
  readonly downloadSlots: FairQueue
  readonly responseMemory: FairQueue
  readonly readers: ReaderPool
  readonly runningDownloads: RunningDownloads
  readonly pace: ResponsePace
  readonly upstreamHolds: UpstreamHolds
  readonly toolCalls: ToolCallRecorder
}

type Body = Input<typeof operation>['body'] & { readonly server_side_oauth_secret_id: string }

/** Tries the tokens that wait for a connector. They wait on: a check uses nothing up. */
export async function checkHeldTokens(
  services: Dependencies,
  act: Act,
  definition: Definition,
  body: Body,
): Promise<Output<typeof operation>> {
  const option = authorizableOption(definition)
  const prepare = await prepareWithSecret(services, act, definition, body, 'read')
  const readHeld = () =>
    asPrincipal(services.database, act, 'read only', async (tx) => {
      const workspace = await findWorkspace(tx, act, body)
      if (workspace === undefined) throw workspaceNotFound()
      demandActive(workspace)
      return { ...workspace, made: await prepare(tx, workspace.workspace_id) }
    })
  const { workspace_id, made } = await readHeld()
  const observed = newObservedCall(workspace_id)
  observed.definition_id = definition.definition_id
  const stored = made.credentials.api.secrets
  const access: Access = {
    open() {
      const { credentials } = contextOfSecrets(option, stored)
      const target = resolveTarget(definition, made, { option, credentials })
      return openContext({ definition, target, option, stored })
    },
    entities: restrictionOf(body.entities),
  }
  const again = async () => {
    await act.authenticateAgain()
    await readHeld()
    return access
  }
  return runCheck(services, act, { ...access, again }, observed, callDeadline(undefined))
}
