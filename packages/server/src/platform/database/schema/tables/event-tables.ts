import type { DeliveryTry } from '@bulkhead/contract/webhooks'
import type { Generated, JSONColumnType } from 'kysely'
import type { Instant } from './instant.ts'

/** Events and their deliveries to webhooks. */
export interface EventTables {
  events: {
    organization_id: string
    event_id: string
    type: string
    workspace_id: string
    connector_id: string | null
    session_id: string | null
    data: JSONColumnType<Record<string, unknown>>
    recorded_at: Instant
  }
  webhook_endpoints: {
    organization_id: string
    endpoint_id: string
    url: string
    description: string | null
    event_types: string[] | null
    workspace_ids: string[] | null
    status: Generated<'enabled' | 'disabled'>
    disabled_reason: 'caller' | 'failing' | null
    disabled_at: Date | null
    sealed: Uint8Array
    previous_sealed: Uint8Array | null
    previous_until: Date | null
    /** `bigint`, which the driver returns as a string. */
    sequence: Generated<string>
    failures: Generated<number>
    failing_since: Date | null
    failure: string | null
    failure_status: number | null
    delivered_at: Date | null
    next_at: Date | null
    lease_id: string | null
    leased_until: Date | null
    created_at: Instant
    updated_at: Instant
  }
  webhook_deliveries: {
    organization_id: string
    endpoint_id: string
    delivery_id: string
    sequence: string
    event_id: string
    type: string
    workspace_id: string | null
    subject_id: string
    end_user_id: string | null
    payload: string
    state: Generated<'pending' | 'delivered' | 'failed'>
    recorded_at: Date
    pending_since: Instant
    due_at: Instant
    attempts: Generated<number>
    tries: JSONColumnType<DeliveryTry[]>
    finished_at: Date | null
  }
}
