import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { v7 as uuidv7 } from 'uuid'
import type { SignedInPerson } from '#people'
import type { TestServer } from '#test-server'

/** A grant to a program that nobody uses. @returns Its id. */
export async function createAgentGrant(
  testServer: TestServer,
  organization_id: string,
  { person: person_id }: Pick<SignedInPerson, 'person'>,
  workspace_id: string,
): Promise<string> {
  const grant_id = uuidv7()
  await asIdentity(testServer.server.services.database, 'read write', (tx) =>
    tx
      .insertInto('identity.agent_grants')
      .values({
        ...{ organization_id, grant_id, person_id, workspace_id },
        client_id: 'agent_of_the_matrix',
        client_name: 'Agent of the matrix',
        client_kind: 'dynamic',
        redirect_origin: 'https://agents.example',
        narrowing: '{}',
        manages: false,
        expires_at: new Date(Date.now() + 86_400_000),
      })
      .execute(),
  )
  return grant_id
}
