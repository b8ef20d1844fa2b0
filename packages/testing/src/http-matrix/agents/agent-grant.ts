import { randomBytes } from 'node:crypto'
import type { Grant } from '@bulkhead/contract/grants'
import { hashUserCode } from '@bulkhead/server/agents/artifacts'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { v7 as uuidv7 } from 'uuid'
import { COMMAND_LINE } from '#oauth/agents'
import type { SignedInPerson } from '#people'
import type { TestServer } from '#test-server'

export interface GrantedRights {
  readonly client_id?: string
  readonly narrowing?: Grant
  readonly manages?: boolean
}

/** Creates a grant for a client, as a person would. @returns Its id. */
export async function createAgentGrant(
  testServer: TestServer,
  organization_id: string,
  { person: person_id }: Pick<SignedInPerson, 'person'>,
  workspace_id: string | null,
  { client_id = 'agent_of_the_matrix', narrowing = {}, manages = false }: GrantedRights = {},
): Promise<string> {
  const grant_id = uuidv7()
  await asIdentity(testServer.server.services.database, 'read write', (tx) =>
    tx
      .insertInto('identity.agent_grants')
      .values({
        ...{ organization_id, grant_id, person_id, workspace_id },
        ...{ client_id, manages },
        client_name: 'Agent of the matrix',
        client_kind: client_id === COMMAND_LINE.client_id ? 'first_party' : 'dynamic',
        redirect_origin: 'https://agents.example',
        narrowing: JSON.stringify(narrowing),
        expires_at: new Date(Date.now() + 86_400_000),
      })
      .execute(),
  )
  return grant_id
}

const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'

/** Starts a device sign-in of the command line, which waits for its code. @returns The code. */
export async function createDeviceSignIn(testServer: TestServer): Promise<string> {
  const id_hash = randomBytes(32)
  const user_code = Array.from(id_hash.subarray(0, 8), (byte) => LETTERS[byte % LETTERS.length]).join('')
  await asIdentity(testServer.server.services.database, 'read write', (tx) =>
    tx
      .insertInto('identity.agent_rows')
      .values({
        model: 'DeviceCode',
        id_hash,
        grant_id: null,
        payload: JSON.stringify({ params: { scope: 'mcp' }, deviceInfo: { ip: '127.0.0.1' } }),
        expires_at: new Date(Date.now() + 600_000),
        user_code_hash: hashUserCode(user_code),
      })
      .execute(),
  )
  return user_code
}
