import type { OperationId } from '@bulkhead/contract/operations'
import type { Purpose } from '#platform/database/lanes'
import { forPurpose } from '#platform/database/roles/for-purpose'
import type { Services } from './services.ts'

/** Lists that agents and components need for their work; no person looks at them. */
const NEEDED: ReadonlySet<OperationId> = new Set(['listConnectors'])

const known = new WeakMap<Services, Map<OperationId, Services>>()

/** The services as one operation has them: its transactions are told from those of others. */
export function servicesFor(services: Services, operationId: OperationId): Services {
  const own = known.get(services) ?? new Map<OperationId, Services>()
  known.set(services, own)
  const found = own.get(operationId)
  if (found !== undefined) return found
  const made = { ...services, database: forPurpose(services.database, purposeOf(operationId)) }
  own.set(operationId, made)
  return made
}

/** What the transactions of an operation are for. */
export function purposeOf(operationId: OperationId): Purpose {
  const isLookedAt = /^list|(Statistics|Stats)$/.test(operationId) && !NEEDED.has(operationId)
  return { lane: isLookedAt ? 'lists' : 'requests', name: operationId }
}
