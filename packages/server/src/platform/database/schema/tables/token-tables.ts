import type { Grant } from '@bulkhead/contract/grants'
import type { Generated, JSONColumnType } from 'kysely'
import type { Instant } from './instant.ts'

export type RevocationKind =
  | 'token'
  | 'secret'
  | 'person'
  | 'member'
  | 'workspace'
  | 'application'
  | 'organization'
  | 'connector'
  | 'refresh'
  | 'networks'

/** Applications, keys of workspaces and revocations. */
export interface TokenTables {
  applications: {
    organization_id: string
    application_id: string
    name: string
    client_id: string
    epoch: Generated<number>
    created_at: Instant
    last_used_at: Date | null
  }
  application_secrets: {
    organization_id: string
    application_id: string
    secret_id: string
    secret_hash: Uint8Array
    created_at: Instant
  }
  access_keys: {
    organization_id: string
    workspace_id: string
    key_id: string
    key_hash: Uint8Array
    hint: string
    name: string
    narrowed_to: JSONColumnType<Grant> | null
    application_id: string | null
    person_id: string | null
    organization_epoch: number
    application_epoch: number | null
    workspace_epoch: number
    person_epoch: number | null
    created_at: Instant
    expires_at: Date
    warn_at: Date | null
    last_used_at: Date | null
    /** Sign-in of the command line that created it. */
    grant_id: string | null
  }
  revocations: {
    organization_id: string
    revocation_id: string
    kind: RevocationKind
    subject_id: string
    epoch: number | null
    transaction_id: Generated<string>
    created_at: Instant
  }
}
