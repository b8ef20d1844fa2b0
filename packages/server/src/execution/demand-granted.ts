import { BulkheadError } from '@bulkhead/contract/errors'
import { permits } from '@bulkhead/contract/grants'
import type { Principal } from '#request/principal'

/**
 * Refuses what the token's grant does not allow, before anything is looked up: an entity or action outside it
 * is answered alike whether or not it exists.
 *
 * @throws BulkheadError `not_granted`
 */
export function demandGranted(
  { grant }: Principal,
  { entity, action }: { entity: string; action: string },
): void {
  if (permits(grant, { entity, action })) return
  const field = permits(grant, { entity }) ? 'body.action' : 'body.entity'
  throw new BulkheadError('not_granted', 'The token is not granted this entity and action.', {
    details: [{ field, message: `${field} is outside the grant of the token` }],
  })
}
