import { readAsOperator } from '#operator/read-as-operator'
import type { Finding } from '#platform/finding'
import type { Settings } from '../settings.ts'

/** Time after which an endpoint that has something to send is overdue. A running server looks twice a second. */
const OVERDUE_SECONDS = 60

/**
 * Counts the endpoints of webhooks on Postgres, and those that no server sends to. It sends nothing. Only a server may
 * open an embedded database.
 */
export async function checkWebhooks({ databaseUrl, databaseDirectUrl }: Settings): Promise<Finding[]> {
  const url = databaseDirectUrl ?? databaseUrl
  if (url === undefined) return []
  const check = 'webhooks'
  // The checks of the database say why it cannot be asked.
  const counted = await readCounts(url).catch(() => undefined)
  if (counted === undefined) return [{ check, status: 'skipped', detail: 'the database cannot be asked' }]
  const { endpoints, overdue } = counted
  if (overdue === 0)
    return [{ check, status: 'ok', detail: `${endpoints} endpoints, and none waits for its events` }]
  return [
    {
      check,
      status: 'warning',
      detail: `${overdue} of ${endpoints} endpoints have waited for more than ${OVERDUE_SECONDS} s. Well if no server runs: a server sends what waits.`,
    },
  ]
}

async function readCounts(url: string) {
  const rows = await readAsOperator(url, 'webhook_endpoints', (connection) =>
    connection.query<{ endpoints: number; overdue: number }>(
      `select count(*)::int as endpoints,
         count(*) filter (where next_at < now() - make_interval(secs => $1))::int as overdue
       from bulkhead.webhook_endpoints`,
      [OVERDUE_SECONDS],
    ),
  )
  return rows?.[0]
}
