/** Connect session, as the server returns it. See `getConnectPage` in the contract. */
export interface ConnectPage {
  readonly session_id: string
  readonly status: SessionStatus
  readonly kind: 'new' | 'reconnect'
  readonly organization: Organization
  readonly asks_for: string
  readonly end_user_name: string | null
  readonly locale: string | null
  readonly needs_handshake: boolean
  readonly allowed_origins: readonly string[]
  readonly has_redirect: boolean
  readonly expires_at: string
  readonly restriction: readonly EntityGrant[] | null
  readonly previous_account: Account | null
  readonly existing: readonly {
    readonly connector_id: string
    readonly definition_id: string
    readonly name: string
  }[]
  readonly services: readonly ListedService[]
  readonly result: Result | null
  readonly error: { readonly code: string; readonly message: string } | null
}

export type SessionStatus =
  | 'open'
  | 'awaiting_confirmation'
  | 'completed'
  | 'failed'
  | 'refused'
  | 'expired'
  | 'revoked'
  | 'discarded'

export interface Organization {
  readonly name: string
  readonly logo_url: string | null
  readonly colors: Colors | null
  readonly support_url: string | null
  readonly privacy_url: string | null
}

export interface Colors {
  readonly light: string | null
  readonly dark: string | null
}

export interface Account {
  readonly id: string
  readonly name: string | null
}

export interface EntityGrant {
  readonly entity: string
  readonly modes?: readonly ('read' | 'write')[] | null
}

export interface ListedService {
  readonly definition_id: string
  readonly slug: string
  readonly name: string
  readonly icon_url: string | null
}

export interface Service extends ListedService {
  readonly ways: readonly Way[]
  readonly entities: readonly {
    readonly entity: string
    readonly read: boolean
    readonly write: boolean
    readonly scopes: { readonly read: readonly string[]; readonly write: readonly string[] }
  }[]
  readonly settings_schema: ObjectSchema
}

export interface Way {
  readonly option: string
  readonly kind: 'oauth' | 'fields'
  readonly title: string
  readonly help: {
    readonly url: string | null
    readonly text: string | null
    readonly scopes: readonly string[]
  } | null
  readonly schema: ObjectSchema
}

export interface ObjectSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly required?: readonly string[]
}

export interface FieldSchema {
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly description?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly airbyte_secret?: boolean
  readonly writeOnly?: boolean
}

export interface Result {
  readonly connector_id: string | null
  readonly account: Account | null
  readonly status: 'completed' | 'awaiting_confirmation'
  readonly redirect_to: string | null
  /** Data that the credential cannot read, according to its check. */
  readonly unreadable?: string | undefined
}

export interface Check {
  readonly status: 'succeeded' | 'failed' | 'inconclusive' | 'skipped'
  readonly error_message: string | null
  readonly entity_check_results: readonly {
    readonly entity: string
    readonly status: string
    readonly status_code?: number
  }[]
}

/** Result of connecting by credentials. */
export interface Outcome {
  readonly status: 'failed' | 'completed' | 'awaiting_confirmation'
  readonly connector_id: string | null
  readonly account: Account | null
  readonly previous_account: Account | null
  readonly check: Check | null
  readonly error: { readonly code: string; readonly message: string } | null
  readonly redirect_to: string | null
}
