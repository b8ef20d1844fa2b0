import type { Level, Role } from '@bulkhead/contract/operation'
import type { Generated, JSONColumnType } from 'kysely'
import type { Instant } from './instant.ts'

/** Workspace in which an invitation gives a level. */
export interface InvitedWorkspace {
  readonly workspace_id: string
  readonly level: Level
}

/** People, their roles and sessions, sign-up links, second factors and passkeys, and sign-in policies. */
export interface PeopleTables {
  'identity.people': {
    id: string
    name: string
    email: string
    created_at: Instant
  }
  'identity.sessions': {
    id: string
    person_id: string
    token_hash: Uint8Array
    ip_address: string | null
    user_agent: string | null
    created_at: Instant
    used_at: Generated<Date>
  }
  'identity.passwords': {
    person_id: string
    hash: string | null
  }
  'identity.verifications': {
    id: string
    identifier: string
    value: string
    expires_at: Date
    created_at: Instant
  }
  'identity.members': {
    organization_id: string
    person_id: string
    role: Role
    epoch: Generated<number>
    created_at: Instant
    role_origin: Generated<'given' | 'provider'>
    role_provider_id: string | null
    last_signed_in_at: Date | null
  }
  'identity.sign_up_links': {
    organization_id: string
    link_id: string
    token_hash: Uint8Array
    created_at: Instant
    expires_at: Date
    person_id: string | null
    tries: Generated<number>
    email: string | null
    role: Role | null
    workspaces: JSONColumnType<InvitedWorkspace[]> | null
    invited_by: string | null
    mail_state: 'waiting' | 'sent' | 'failed' | null
    mail_at: Date | null
    mail_tries: Generated<number>
    mail_failure: 'unreachable' | 'refused' | 'not_signed_in' | null
    provider_id: string | null
  }
  'identity.second_factors': {
    organization_id: string
    person_id: string
    sealed: Uint8Array | null
    begun: Uint8Array | null
    begun_at: Date | null
    confirmed_at: Date | null
    last_step: Generated<number>
  }
  'identity.recovery_codes': {
    organization_id: string
    person_id: string
    code_hash: Uint8Array
  }
  'identity.passkeys': {
    organization_id: string
    passkey_id: string
    person_id: string
    name: string
    credential_id: string
    public_key: Uint8Array
    counter: string
    transports: string[]
    created_at: Instant
    last_used_at: Date | null
  }
  'identity.passkey_sessions': { organization_id: string; session_id: string; passkey_id: string }
  'identity.sign_in_policies': {
    organization_id: string
    passwords: Generated<boolean>
    second_factor: Generated<boolean>
    lapse_hours: Generated<number>
    updated_at: Instant
    session_hours: Generated<number>
    idle_minutes: Generated<number>
    networks: Generated<string[]>
  }
}
