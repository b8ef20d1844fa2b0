import type { Mapping } from '@bulkhead/contract/people/providers'
import type { Generated, JSONColumnType } from 'kysely'
import type { Instant } from './instant.ts'

/** Names of a person from a directory. */
export interface AnnouncedNames {
  readonly displayName?: string | undefined
  readonly formatted?: string | undefined
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
}

/** Facts that a directory states about a user, besides those in columns. */
export interface AnnouncedProfile extends AnnouncedNames {
  readonly email?: EmailKind | undefined
}

/** Kind of the one address that is kept of a user. */
export interface EmailKind {
  readonly type: string
  /** Whether the directory called it the primary address. */
  readonly primary: boolean
}

/** Names of a provider's claims that identify a person. */
export interface ClaimNames {
  readonly email: string
  readonly name: string
  readonly groups: string
}

/** Identity providers, their domains and directories, and the identities in them. */
export interface ProviderTables {
  'identity.providers': {
    organization_id: string
    provider_id: string
    name: string
    issuer: string
    client_id: string
    sealed: Uint8Array
    scopes: string[]
    claims: JSONColumnType<ClaimNames>
    trusts_email: Generated<boolean>
    admits: Generated<'domain' | 'invited'>
    mappings: JSONColumnType<Mapping[]>
    enabled: Generated<boolean>
    approves_agents: Generated<boolean>
    signs_out: Generated<boolean>
    created_at: Instant
    updated_at: Instant
  }
  'identity.domains': {
    organization_id: string
    domain: string
    challenge: string
    proven_at: Date | null
    proven_by: 'dns' | 'operator' | null
    created_at: Instant
  }
  'identity.identities': {
    organization_id: string
    identity_id: string
    provider_id: string
    issuer: string
    subject: string | null
    person_id: string | null
    created_at: Instant
    refreshed_at: Instant
    user_name: string | null
    external_id: string | null
    email: string | null
    profile: JSONColumnType<AnnouncedProfile> | null
    active: Generated<boolean>
    deleted_at: Date | null
    claimed: JSONColumnType<Record<string, unknown>> | null
    updated_at: Instant
    removal_refused_at: Date | null
  }
  'identity.directory_tokens': {
    organization_id: string
    token_id: string
    provider_id: string
    token_hash: Uint8Array
    created_at: Instant
    created_by: string | null
  }
  'identity.directory_groups': {
    organization_id: string
    group_id: string
    provider_id: string
    display_name: string
    external_id: string | null
    created_at: Instant
    updated_at: Instant
  }
  'identity.directory_members': { organization_id: string; group_id: string; identity_id: string }
  'identity.session_origins': {
    organization_id: string
    session_id: string
    identity_id: string
    sid: string | null
  }
}
