import { BulkheadError } from '@bulkhead/contract/errors'
import type { DeviceSignIn } from '@bulkhead/contract/people/device-sign-in'
import ipaddr from 'ipaddr.js'
import { sql } from 'kysely'
import type { Provider } from 'oidc-provider'
import type { RequestContext } from '#access/request/principal'
import { COMMAND_LINE } from '#access/tokens/claims'
import type { AttemptLimiter } from '#people/attempt-limiter'
import { clientNetwork } from '#platform/client-network'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { hashUserCode } from '../artifacts.ts'
import { isReadOnlyScope } from '../scopes.ts'
import type { WaitingSignIn } from './allow-sign-in.ts'
import { describeClient } from './describe-client.ts'

interface Dependencies {
  readonly database: Database
  readonly audience: string
  readonly signInAttempts: AttemptLimiter
  authorizationServer(): Promise<Provider>
}

/** Sign-in of a command line that waits for a person to type its code. */
export interface WaitingDevice extends WaitingSignIn {
  readonly shown: DeviceSignIn
}

/**
 * Finds the sign-in that waits for a code. Wrong codes are counted, by person and by network. After too many wrong
 * ones, right codes are refused too.
 *
 * @throws BulkheadError `device_sign_in_not_found`, `rate_limited`
 */
export async function findDeviceSignIn(
  services: Dependencies,
  context: RequestContext,
  user_code: string,
): Promise<WaitingDevice> {
  const { database, audience, signInAttempts, authorizationServer } = services
  const { address = '', person = '' } = context
  const user_code_hash = hashUserCode(user_code)
  const found = await signInAttempts.attempt(address, `device code ${person}`, () =>
    asIdentity(database, 'read only', (tx) =>
      tx
        .selectFrom('identity.agent_rows')
        .select(['payload', 'created_at', 'expires_at'])
        .where('user_code_hash', '=', user_code_hash)
        .where('expires_at', '>', sql<Date>`now()`)
        .where(isUndecided)
        .executeTakeFirst(),
    ),
  )
  const client = found && (await (await authorizationServer()).Client.find(COMMAND_LINE))
  if (found === undefined || client === undefined) throw deviceSignInNotFound()
  const { params = {}, deviceInfo } = found.payload as Payload
  const { scope = 'mcp', workspace } = params
  const asking = String(deviceInfo?.ip ?? '')
  const described = describeClient(client, COMMAND_LINE, workspace)
  const decide = async (decision: object) => {
    const { numUpdatedRows } = await asIdentity(database, 'read write', (tx) =>
      tx
        .updateTable('identity.agent_rows')
        .set({ payload: sql`payload || ${JSON.stringify(decision)}::jsonb` })
        .where('user_code_hash', '=', user_code_hash)
        .where('expires_at', '>', sql<Date>`now()`)
        .where(isUndecided)
        .executeTakeFirst(),
    )
    return numUpdatedRows > 0n
  }
  return {
    shown: {
      ...described,
      is_read_only: isReadOnlyScope(scope),
      address: asking,
      network: getNetwork(asking, address),
      asked_at: found.created_at.toISOString(),
      expires_at: found.expires_at.toISOString(),
    },
    grantee: { client: described.client, redirect_origin: 'device', scope, resource: audience },
    allow: (grantId) => decide({ accountId: person, grantId, scope, resource: audience }),
    refuse: () => decide({ error: 'access_denied', errorDescription: 'The person refused.' }),
  }
}

/** Returns the error for a code that is wrong, was used, or has expired. */
export function deviceSignInNotFound(): BulkheadError {
  return new BulkheadError(
    'device_sign_in_not_found',
    'No command line is waiting for this code. It may be mistyped, already used, or older than 10 minutes.',
  )
}

interface Payload {
  readonly params?: { readonly scope?: string; readonly workspace?: string }
  readonly deviceInfo?: { readonly ip?: string }
}

const isUndecided = sql<boolean>`consumed_at is null and not payload ?| array['accountId', 'error']`

function getNetwork(asking: string, here: string): DeviceSignIn['network'] {
  if (asking !== '' && clientNetwork(asking) === clientNetwork(here)) return 'same_network'
  const isInternet = ipaddr.isValid(asking) && ipaddr.process(asking).range() === 'unicast'
  return isInternet ? 'internet' : 'private_network'
}
