import type { JSONColumnType } from 'kysely'
import type { Instant } from './instant.ts'

/** Tables of the installation, which belong to no organization. */
export interface ServiceTables {
  signing_keys: {
    key_id: string
    public_jwk: JSONColumnType<Record<string, unknown>>
    kek_version: number
    sealed_private_jwk: Uint8Array
    created_at: Instant
  }
  keyring_versions: {
    version: number
    proof: Uint8Array
    created_at: Instant
    wrapped_key: string | null
  }
  retired_kek_versions: { version: number; retired_at: Instant }
  rate_limits: { key: string; points: number; expire: string | null }
  replica_marks: { mark: string; made_at: Instant }
  server_secrets: { purpose: string; kek_version: number; sealed: Uint8Array; created_at: Instant }
}
