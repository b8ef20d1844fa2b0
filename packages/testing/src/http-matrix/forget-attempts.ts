import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import type { TestServer } from '#test-server'

/** Forgets attempts to sign in, so that nobody of the network of all callers is refused for those of others. */
export async function forgetAttempts({ server }: TestServer): Promise<void> {
  const { database, log } = server.services
  await asOperator(database, log, 'test', (tx) =>
    tx.deleteFrom('rate_limits').where('key', 'like', 'sign_in:%').execute(),
  )
}
