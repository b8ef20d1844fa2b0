// Made by `npm run generate` from packages/contract; do not edit.

export interface WorkspaceItem {
  id: string
  name: string
  aliases: string[]
  organization_id: string
  status: "active" | "inactive"
  /** Null follows the organization. */
  cache_enabled: boolean | null
  /** Always false: a deleted workspace is not found. */
  tombstone: boolean
  visibility: "shared" | "private"
  color: string | null
  created_at: string
  updated_at: string
  usage?: WorkspaceUsage
  /** Level of a calling member in the workspace. Owners and admins have none. */
  level?: "viewer" | "user" | "manager"
}

export interface WorkspaceUsage {
  connectors: number
  /** Connectors whose last conclusive call failed, or that need their credentials again. */
  needs_attention: number
  /** The last call that is on record. Null: none. */
  last_call_at: string | null
}

export interface ConnectorChanges {
  /** Display name: not blank, no control or direction characters. */
  name?: string | null
  /** Replace the stored ones: all fields of one option. */
  credentials?: Record<string, unknown> | null
  /** Settings to change; null removes one. */
  replication_config?: Record<string, unknown> | null
  /** `base_url` of a self-managed instance, or settings of the server. */
  environment?: Record<string, unknown> | null
  /** The only entities that may be used, as `[{"entity": "issues", "modes": ["read"]}]`. */
  entities?: {
    entity: string
    modes?: ("read" | "write")[] | null
  }[] | null
}

export interface ConnectorDetail {
  id: string
  name: string
  workspace_id: string
  /** `pending`: its connect session is still to be confirmed. Until then it cannot be used. */
  status: "ready" | "needs_reauthentication" | "pending"
  /** End user who gave the credential, as the connect session named them. */
  end_user: KnownEndUser | null
  /** The account at the service, if a check read it. */
  account: UpstreamAccount | null
  source_template: DetailedTemplate
  /** Name of the authentication option that the credentials belong to. */
  auth_option: string
  /**
   * Base URL of its requests, which carry its credentials. Null if a part of it comes from the
   * credentials.
   */
  base_url: string | null
  replication_config: Record<string, unknown>
  /** The only entities that may be used, as `[{"entity": "issues", "modes": ["read"]}]`. */
  entities: {
    entity: string
    modes?: ("read" | "write")[] | null
  }[] | null
  /** Time until which bodies are recorded. Null: they are not recorded. */
  records_bodies_until: string | null
  created_at: string
  updated_at: string
  health?: ConnectorHealth
}

export interface ConnectorHealth {
  /**
   * State by the last conclusive call. A call that the service refused because of its params, such as
   * with 404 or 422, shows that the connector works.
   */
  state: "unused" | "works" | "failing" | "needs_reauthentication"
  last_call_at: string | null
  /** Error with which the connector fails. Null while it works. */
  last_error: {
    at: string
    code: "malformed_request" | "request_timeout" | "malformed_json" | "invalid_credentials" | "oauth_not_configured" | "oauth_state_unknown" | "unauthenticated" | "connect_session_ended" | "invalid_client" | "invalid_sign_in" | "csrf_refused" | "sign_up_link_invalid" | "recent_sign_in_required" | "passwords_off" | "password_link_invalid" | "email_link_invalid" | "second_factor_required" | "second_factor_missing" | "network_not_allowed" | "wrong_code" | "second_factor_not_found" | "passkey_refused" | "passkey_not_found" | "wrong_password" | "not_permitted" | "connect_begin_refused" | "confirmation_refused" | "organization_mismatch" | "origin_not_allowed" | "workspace_inactive" | "not_granted" | "quota_exceeded" | "route_not_found" | "workspace_not_found" | "definition_not_found" | "sample_data_not_found" | "template_not_found" | "connector_not_found" | "connect_session_not_found" | "oauth_secret_not_found" | "organization_not_found" | "alias_not_found" | "application_not_found" | "webhook_endpoint_not_found" | "webhook_delivery_not_found" | "secret_not_found" | "session_not_found" | "agent_grant_not_found" | "agent_client_not_found" | "agent_sign_in_not_found" | "device_sign_in_not_found" | "invitation_not_found" | "provider_not_found" | "domain_not_found" | "workspace_key_not_found" | "person_not_found" | "tool_call_not_found" | "webhook_endpoint_disabled" | "webhook_endpoints_full" | "workspace_keys_full" | "connect_session_state" | "connector_pending" | "definition_exists" | "definition_in_use" | "connector_exists" | "connector_ambiguous" | "secrets_full" | "last_secret" | "domain_not_proven" | "domain_taken" | "providers_full" | "agent_clients_full" | "sign_in_policy_refused" | "last_owner" | "name_taken" | "workspace_protected" | "idempotency_in_flight" | "idempotency_outcome_unknown" | "body_too_large" | "request_too_large" | "unsupported_media_type" | "invalid_request" | "idempotency_mismatch" | "invalid_configuration" | "unknown_operation" | "invalid_params" | "not_supported" | "upstream_rejected" | "provider_failed" | "outcome_unknown" | "response_too_large" | "egress_refused" | "needs_reauthentication" | "rate_limited" | "workspace_busy" | "upstream_rate_limited" | "internal" | "upstream_error" | "upstream_unreachable" | "unavailable" | "key_unavailable" | "upstream_timeout"
    upstream_status: number | null
    entity: string | null
    action: string | null
    request_id: string
  } | null
}

export interface ConnectorItem {
  id: string
  name: string
  workspace_id: string
  /** `pending`: its connect session is still to be confirmed. Until then it cannot be used. */
  status: "ready" | "needs_reauthentication" | "pending"
  /** End user who gave the credential, as the connect session named them. */
  end_user: KnownEndUser | null
  /** The account at the service, if a check read it. */
  account: UpstreamAccount | null
  summarized_source_template: SummarizedTemplate
  created_at: string
  updated_at: string
  health?: ConnectorHealth
}

export interface NewConnector {
  /**
   * The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or
   * trailing space, compared exactly.
   */
  workspace_name?: string
  workspace_id?: string
  /** Deprecated name of `workspace_name`. */
  customer_name?: string
  /** Deprecated name of `workspace_name`. */
  external_user_id?: string
  /** Display name or slug of the definition, in any letter case. */
  connector_type?: string | null
  definition_id?: string | null
  source_template_id?: string | null
  /** Display name: not blank, no control or direction characters. */
  name?: string | null
  /** The fields of one authentication option. Write-only. */
  credentials?: Record<string, unknown> | null
  /** Settings of the definition; credentials are accepted here too, and sealed. */
  replication_config?: Record<string, unknown> | null
  /**
   * Handle of a finished authorization, whose tokens take the place of credentials. Valid once, for ten
   * minutes.
   */
  server_side_oauth_secret_id?: string | null
  /** `base_url` of a self-managed instance, or settings of the server. */
  environment?: Record<string, unknown> | null
  /** The only entities that may be used, as `[{"entity": "issues", "modes": ["read"]}]`. */
  entities?: {
    entity: string
    modes?: ("read" | "write")[] | null
  }[] | null
  /**
   * If the workspace already has a connector of the service, made for no end user: `add` another one,
   * `replace` its credentials and settings, so that its id and name stay, or `refuse`. Default: add.
   */
  on_existing?: "add" | "replace" | "refuse"
  /**
   * Tries the credentials first, and stores nothing if they do not work: 400 `invalid_credentials` with
   * the result of the check. An inconclusive check does not refuse. Default: false.
   */
  check?: boolean
  selected_connection_template_tags?: string[]
  selected_connection_template_tags_mode?: "all" | "any"
}

export interface ConnectError {
  code: "malformed_request" | "request_timeout" | "malformed_json" | "invalid_credentials" | "oauth_not_configured" | "oauth_state_unknown" | "unauthenticated" | "connect_session_ended" | "invalid_client" | "invalid_sign_in" | "csrf_refused" | "sign_up_link_invalid" | "recent_sign_in_required" | "passwords_off" | "password_link_invalid" | "email_link_invalid" | "second_factor_required" | "second_factor_missing" | "network_not_allowed" | "wrong_code" | "second_factor_not_found" | "passkey_refused" | "passkey_not_found" | "wrong_password" | "not_permitted" | "connect_begin_refused" | "confirmation_refused" | "organization_mismatch" | "origin_not_allowed" | "workspace_inactive" | "not_granted" | "quota_exceeded" | "route_not_found" | "workspace_not_found" | "definition_not_found" | "sample_data_not_found" | "template_not_found" | "connector_not_found" | "connect_session_not_found" | "oauth_secret_not_found" | "organization_not_found" | "alias_not_found" | "application_not_found" | "webhook_endpoint_not_found" | "webhook_delivery_not_found" | "secret_not_found" | "session_not_found" | "agent_grant_not_found" | "agent_client_not_found" | "agent_sign_in_not_found" | "device_sign_in_not_found" | "invitation_not_found" | "provider_not_found" | "domain_not_found" | "workspace_key_not_found" | "person_not_found" | "tool_call_not_found" | "webhook_endpoint_disabled" | "webhook_endpoints_full" | "workspace_keys_full" | "connect_session_state" | "connector_pending" | "definition_exists" | "definition_in_use" | "connector_exists" | "connector_ambiguous" | "secrets_full" | "last_secret" | "domain_not_proven" | "domain_taken" | "providers_full" | "agent_clients_full" | "sign_in_policy_refused" | "last_owner" | "name_taken" | "workspace_protected" | "idempotency_in_flight" | "idempotency_outcome_unknown" | "body_too_large" | "request_too_large" | "unsupported_media_type" | "invalid_request" | "idempotency_mismatch" | "invalid_configuration" | "unknown_operation" | "invalid_params" | "not_supported" | "upstream_rejected" | "provider_failed" | "outcome_unknown" | "response_too_large" | "egress_refused" | "needs_reauthentication" | "rate_limited" | "workspace_busy" | "upstream_rate_limited" | "internal" | "upstream_error" | "upstream_unreachable" | "unavailable" | "key_unavailable" | "upstream_timeout"
  message: string
}

export interface ConnectSession {
  session_id: string
  kind: "new" | "reconnect"
  /**
   * `open`: the link can be used. `awaiting_confirmation`: the end user finished, and the session is
   * still to be confirmed. `completed`: the connector works. The others are final: `failed` after too
   * many attempts, `refused` by the end user, `expired`, `revoked`, `discarded`.
   */
  status: "open" | "awaiting_confirmation" | "completed" | "failed" | "refused" | "expired" | "revoked" | "discarded"
  workspace_id: string
  /** Null if the workspace was deleted. */
  workspace_name: string | null
  /** Definitions to choose from; null: all of this server. */
  services: string[] | null
  /** Connector that the session created or is to reconnect. */
  connector_id: string | null
  end_user: KnownEndUser | null
  allowed_origins: string[]
  redirect_url: string | null
  require_confirmation: boolean
  /** Seconds from completion. */
  confirm_within: number
  /**
   * If the workspace already has a connector of the service and of the same end user: `replace` its
   * credential, `add` another connector, or `refuse`. Default: `replace`; `add` for scoped tokens, and
   * for members who are a `user` of the workspace.
   */
  on_existing: "replace" | "add" | "refuse"
  /** The only entities that may be used, as `[{"entity": "issues", "modes": ["read"]}]`. */
  entities: {
    entity: string
    modes?: ("read" | "write")[] | null
  }[] | null
  locale: string | null
  /** The person who made it; null: an application. */
  person_id: string | null
  created_at: string
  expires_at: string
  /** When the end user finished. */
  completed_at: string | null
  confirm_until: string | null
  ended_at: string | null
  error: ConnectError | null
  account: UpstreamAccount | null
  /** The account before, if another one came back. */
  previous_account: UpstreamAccount | null
  /** Browser and network of the end user who finished. */
  finished_by: {
    browser: string | null
    /** Address, without its last part. */
    network: string | null
  } | null
}

export interface KnownEndUser {
  id: string
  email: string | null
  name: string | null
}

export interface NewConnectSession {
  session_id: string
  kind: "new" | "reconnect"
  /**
   * `open`: the link can be used. `awaiting_confirmation`: the end user finished, and the session is
   * still to be confirmed. `completed`: the connector works. The others are final: `failed` after too
   * many attempts, `refused` by the end user, `expired`, `revoked`, `discarded`.
   */
  status: "open" | "awaiting_confirmation" | "completed" | "failed" | "refused" | "expired" | "revoked" | "discarded"
  workspace_id: string
  /** Null if the workspace was deleted. */
  workspace_name: string | null
  /** Definitions to choose from; null: all of this server. */
  services: string[] | null
  /** Connector that the session created or is to reconnect. */
  connector_id: string | null
  end_user: KnownEndUser | null
  allowed_origins: string[]
  redirect_url: string | null
  require_confirmation: boolean
  /** Seconds from completion. */
  confirm_within: number
  /**
   * If the workspace already has a connector of the service and of the same end user: `replace` its
   * credential, `add` another connector, or `refuse`. Default: `replace`; `add` for scoped tokens, and
   * for members who are a `user` of the workspace.
   */
  on_existing: "replace" | "add" | "refuse"
  /** The only entities that may be used, as `[{"entity": "issues", "modes": ["read"]}]`. */
  entities: {
    entity: string
    modes?: ("read" | "write")[] | null
  }[] | null
  locale: string | null
  /** The person who made it; null: an application. */
  person_id: string | null
  created_at: string
  expires_at: string
  /** When the end user finished. */
  completed_at: string | null
  confirm_until: string | null
  ended_at: string | null
  error: ConnectError | null
  account: UpstreamAccount | null
  /** The account before, if another one came back. */
  previous_account: UpstreamAccount | null
  /** Browser and network of the end user who finished. */
  finished_by: {
    browser: string | null
    /** Address, without its last part. */
    network: string | null
  } | null
  /** The connect link: send the end user there. */
  url: string
  /** The token in the link. It is stored as a hash only. */
  token: string
}

export interface UpstreamAccount {
  /** Id at the service. */
  id: string
  /** Name of the account at the service, such as an e-mail address. */
  name: string | null
}

export interface CheckResult {
  /** Id of this check. The server does not store it. */
  id: string
  status: "succeeded" | "failed" | "inconclusive" | "skipped"
  error_message: string | null
  failure_reason: Record<string, unknown> | null
  entity_check_results: {
    entity: string
    status: "succeeded" | "failed" | "inconclusive" | "skipped"
    /** HTTP status of the service. */
    status_code?: number
    error_message?: string
  }[]
  /**
   * Account at the service that the credentials belong to. Null if they do not identify one; absent if
   * the definition declares no way to read it.
   */
  account?: {
    /** Stays the same for an account of the service. */
    id: string
    /** Name, address or login of the account; its id where it has none. */
    name: string
  } | null
}

export interface CallBucket {
  /** Start of the bucket. */
  at: string
  calls: number
  errors: number
  /** Half of the calls took no longer. Null: there were none. */
  p50_ms: number | null
  p95_ms: number | null
  /** Median of the time that the service took. */
  upstream_p50_ms: number | null
}

export interface CallGroup {
  /**
   * Id of the service, connector, workspace or caller, or the status or code. Null: calls that have
   * none.
   */
  key: string | null
  /** Kind of the caller; null in other groupings. */
  caller: "application" | "person" | null
  /** With `include_names`. Null: there is none, or it was deleted. */
  name?: string | null
  calls: number
  errors: number
  /** The same figures by bucket, oldest first. */
  series: {
    calls: number
    errors: number
  }[]
}

export interface RecordedBodies {
  /** Null: the connector was not recorded, or it is longer ago than a day. */
  request: {
    method: string
    /** Redacted. */
    url: string
    content_type: string | null
    /** Redacted, and cut to 64 KiB. Null: there was none, or it is no text. */
    body: string | null
    /** Whether there was more of it. */
    is_cut: boolean
  } | null
  /** Null: no whole response came. */
  response: {
    status: number
    content_type: string | null
    /** Redacted, and cut to 64 KiB. Null: there was none, or it is no text. */
    body: string | null
    /** Whether there was more of it. */
    is_cut: boolean
  } | null
}

export interface ToolCallItem {
  id: string
  /** When the call ended. */
  at: string
  workspace_id: string | null
  /** With `include_names`. Null: there is none, or it was deleted. */
  workspace_name?: string | null
  /** Null when there was no such connector. */
  connector_id: string | null
  /** With `include_names`. Null: there is none, or it was deleted. */
  connector_name?: string | null
  definition_id: string | null
  /** Null when the definition has no such operation. */
  entity: string | null
  action: string | null
  status: "success" | "error"
  /** Code of the error that was returned. */
  code: "malformed_request" | "request_timeout" | "malformed_json" | "invalid_credentials" | "oauth_not_configured" | "oauth_state_unknown" | "unauthenticated" | "connect_session_ended" | "invalid_client" | "invalid_sign_in" | "csrf_refused" | "sign_up_link_invalid" | "recent_sign_in_required" | "passwords_off" | "password_link_invalid" | "email_link_invalid" | "second_factor_required" | "second_factor_missing" | "network_not_allowed" | "wrong_code" | "second_factor_not_found" | "passkey_refused" | "passkey_not_found" | "wrong_password" | "not_permitted" | "connect_begin_refused" | "confirmation_refused" | "organization_mismatch" | "origin_not_allowed" | "workspace_inactive" | "not_granted" | "quota_exceeded" | "route_not_found" | "workspace_not_found" | "definition_not_found" | "sample_data_not_found" | "template_not_found" | "connector_not_found" | "connect_session_not_found" | "oauth_secret_not_found" | "organization_not_found" | "alias_not_found" | "application_not_found" | "webhook_endpoint_not_found" | "webhook_delivery_not_found" | "secret_not_found" | "session_not_found" | "agent_grant_not_found" | "agent_client_not_found" | "agent_sign_in_not_found" | "device_sign_in_not_found" | "invitation_not_found" | "provider_not_found" | "domain_not_found" | "workspace_key_not_found" | "person_not_found" | "tool_call_not_found" | "webhook_endpoint_disabled" | "webhook_endpoints_full" | "workspace_keys_full" | "connect_session_state" | "connector_pending" | "definition_exists" | "definition_in_use" | "connector_exists" | "connector_ambiguous" | "secrets_full" | "last_secret" | "domain_not_proven" | "domain_taken" | "providers_full" | "agent_clients_full" | "sign_in_policy_refused" | "last_owner" | "name_taken" | "workspace_protected" | "idempotency_in_flight" | "idempotency_outcome_unknown" | "body_too_large" | "request_too_large" | "unsupported_media_type" | "invalid_request" | "idempotency_mismatch" | "invalid_configuration" | "unknown_operation" | "invalid_params" | "not_supported" | "upstream_rejected" | "provider_failed" | "outcome_unknown" | "response_too_large" | "egress_refused" | "needs_reauthentication" | "rate_limited" | "workspace_busy" | "upstream_rate_limited" | "internal" | "upstream_error" | "upstream_unreachable" | "unavailable" | "key_unavailable" | "upstream_timeout" | null
  /** HTTP status of the service. */
  upstream_status: number | null
  duration_ms: number
  /** Part of `duration_ms` that the service took. */
  upstream_ms: number | null
  /** HTTP method of the request. Null: nothing was sent, or no record was made of it. */
  method: string | null
  /**
   * Host as the document of the service declares it, with placeholders as `{subdomain}.zendesk.com`.
   * Null also if the connector has a base URL of its own.
   */
  host: string | null
  /** Path as the document declares it, as `/repos/{owner}/{repo}/issues`. */
  path: string | null
  /** Number of requests that were sent. */
  attempts: number | null
  /** Part of `duration_ms` before the first request was sent. */
  wait_ms: number | null
  /** Bytes of the body that was sent to the service. */
  request_bytes: number | null
  /** Bytes of the response body. */
  response_bytes: number | null
  request_id: string
  /** Null when a person called. */
  application_id: string | null
  /** The person who called, or minted the token. */
  person_id: string | null
  token_kind: "application" | "scoped" | "narrowed" | "person" | "connect" | "key"
  /** `jti` of the token that called; of a person, the session. */
  token_id: string | null
  /**
   * If a program acted for the person, its grant, as in `listAgentGrants`. The command line of a person
   * has one too.
   */
  grant_id: string | null
  /** Client id of that program. */
  client_id: string | null
  /** Name that the program gave itself when it was allowed. */
  client_name: string | null
  /** If a key of the workspace acted, its id. */
  key_id: string | null
  /** Whether the request had an `Idempotency-Key`. */
  has_idempotency_key: boolean | null
  /** The interface that the call came by. */
  source: "http" | "mcp"
  /** Purpose that the caller stated. It is deleted with the workspace. */
  intent: string | null
}

export interface AuditRecord {
  id: string
  recorded_at: string
  /** Event, such as `workspace.deleted`, or the operation that was refused. */
  event: string
  outcome: "done" | "refused"
  /** Code of a refusal, or reason why `completeProviderSignIn` failed. */
  code: "malformed_request" | "request_timeout" | "malformed_json" | "invalid_credentials" | "oauth_not_configured" | "oauth_state_unknown" | "unauthenticated" | "connect_session_ended" | "invalid_client" | "invalid_sign_in" | "csrf_refused" | "sign_up_link_invalid" | "recent_sign_in_required" | "passwords_off" | "password_link_invalid" | "email_link_invalid" | "second_factor_required" | "second_factor_missing" | "network_not_allowed" | "wrong_code" | "second_factor_not_found" | "passkey_refused" | "passkey_not_found" | "wrong_password" | "not_permitted" | "connect_begin_refused" | "confirmation_refused" | "organization_mismatch" | "origin_not_allowed" | "workspace_inactive" | "not_granted" | "quota_exceeded" | "route_not_found" | "workspace_not_found" | "definition_not_found" | "sample_data_not_found" | "template_not_found" | "connector_not_found" | "connect_session_not_found" | "oauth_secret_not_found" | "organization_not_found" | "alias_not_found" | "application_not_found" | "webhook_endpoint_not_found" | "webhook_delivery_not_found" | "secret_not_found" | "session_not_found" | "agent_grant_not_found" | "agent_client_not_found" | "agent_sign_in_not_found" | "device_sign_in_not_found" | "invitation_not_found" | "provider_not_found" | "domain_not_found" | "workspace_key_not_found" | "person_not_found" | "tool_call_not_found" | "webhook_endpoint_disabled" | "webhook_endpoints_full" | "workspace_keys_full" | "connect_session_state" | "connector_pending" | "definition_exists" | "definition_in_use" | "connector_exists" | "connector_ambiguous" | "secrets_full" | "last_secret" | "domain_not_proven" | "domain_taken" | "providers_full" | "agent_clients_full" | "sign_in_policy_refused" | "last_owner" | "name_taken" | "workspace_protected" | "idempotency_in_flight" | "idempotency_outcome_unknown" | "body_too_large" | "request_too_large" | "unsupported_media_type" | "invalid_request" | "idempotency_mismatch" | "invalid_configuration" | "unknown_operation" | "invalid_params" | "not_supported" | "upstream_rejected" | "provider_failed" | "outcome_unknown" | "response_too_large" | "egress_refused" | "needs_reauthentication" | "rate_limited" | "workspace_busy" | "upstream_rate_limited" | "internal" | "upstream_error" | "upstream_unreachable" | "unavailable" | "key_unavailable" | "upstream_timeout" | "expired" | "refused" | "unreachable" | "invalid" | "no_address" | "address_unverified" | "address_in_use" | "not_invited" | "limited" | "network" | "removed" | null
  workspace_id: string | null
  /** With `include_names`. Null: there is none, or it was deleted. */
  workspace_name?: string | null
  /** Id of what was changed. */
  subject_id: string | null
  /** Service of the connector or OAuth app that was changed. */
  definition_id: string | null
  application_id: string | null
  /** The person who acted, or minted the token. */
  person_id: string | null
  /** `jti` of the token that acted; of a person, the session. */
  token_id: string | null
  /**
   * If a program acted for the person, its grant, as in `listAgentGrants`. The command line of a person
   * has one too.
   */
  grant_id: string | null
  /** Client id of that program. */
  client_id: string | null
  /** Name that the program gave itself when it was allowed. */
  client_name: string | null
  /** If a key of the workspace acted, its id. */
  key_id: string | null
  request_id: string | null
}

export interface ApplicationItem {
  id: string
  name: string
  client_id: string
  created_at: string
  /** When it last got a token, to the minute. Null: never. */
  last_used_at: string | null
  secrets: {
    secret_id: string
    created_at: string
    /** Null: it is valid until it is retired. */
    retires: string | null
  }[]
}

export interface WebhookDelivery {
  id: string
  /** `webhook-id` of the request: the same for each try, each replay and each endpoint. */
  event_id: string
  /** Numbers the events of the endpoint, without gaps. */
  sequence: number
  type: string
  /** Null: of a ping. */
  workspace_id: string | null
  state: "pending" | "delivered" | "failed"
  recorded_at: string
  /** While it is pending. */
  next_try_at: string | null
  finished_at: string | null
  /** The body of the request. */
  payload: Record<string, unknown>
  /** The last 50, oldest first. */
  tries: {
    at: string
    duration_ms: number
    /** HTTP status of the response. Null: there was none. */
    status: number | null
    /** Why it failed. Null: it was delivered. */
    code: "rejected" | "egress_refused" | "redirect_refused" | "unreachable" | "connection_lost" | "timeout" | "response_too_large" | "response_unreadable" | "internal" | null
  }[]
}

export interface WebhookEndpoint {
  id: string
  url: string
  description: string | null
  /** Null: all, those of later versions included. */
  event_types: string[] | null
  /** Null: all. */
  workspace_ids: string[] | null
  status: "enabled" | "disabled"
  /** `caller`: by a request. `failing`: it failed for 5 days without a success. */
  disabled_reason: "caller" | "failing" | null
  disabled_at: string | null
  /** The first failure after the last success. Null: it works. */
  failing_since: string | null
  /** Why the last try failed. */
  failure: "rejected" | "egress_refused" | "redirect_refused" | "unreachable" | "connection_lost" | "timeout" | "response_too_large" | "response_unreadable" | "internal" | null
  /** The HTTP status of that try. */
  failure_status: number | null
  /** The last success. Null: none. */
  delivered_at: string | null
  /** Until then the secret before signs too. Null: one secret signs. */
  previous_secret_until: string | null
  created_at: string
  updated_at: string
}

export interface BrandingItem {
  /** Name that end users know. Null: the name of the organization. */
  name: string | null
  /** Color of buttons and links, on light and on dark pages. */
  colors: {
    /** Hex color such as `#0d5fa8`. Text on it is kept readable. */
    light: string | null
    /** Hex color such as `#0d5fa8`. Text on it is kept readable. */
    dark: string | null
  } | null
  /** Where end users get help. */
  support_url: string | null
  /** What is done with their data. */
  privacy_url: string | null
  /** URL at which the server serves the logo, as PNG. */
  logo_url: string | null
  updated_at: string | null
}

export interface ConnectorCredential {
  id: string
  workspace_id: string
  workspace_name: string
  /** Always false: a deleted workspace has no connectors. */
  workspace_tombstone: boolean
  connector_definition_id: string
  connector_name: string
  connector_mode: "DIRECT" | "REPLICATION" | "MULTI" | null
  created_at: string
  /** The last call that is on record. */
  last_accessed_at: string | null
  /**
   * Calls of the last 30 days, counted up to 10,000 divided by `limit`: 50 on a page of 200. Statistics
   * of tool calls count all of them.
   */
  direct_queries_30d: number
  replications_30d: number | null
  context_store_badge_status: "loading" | "building" | "preview" | "ready"
  context_store_status: string | null
  context_store_entity_count: number
  /** The only entities that may be used, as `[{"entity": "issues", "modes": ["read"]}]`. */
  entities: {
    entity: string
    modes?: ("read" | "write")[] | null
  }[] | null
  /** The account at the service, if a check read it. */
  account: UpstreamAccount | null
  health?: ConnectorHealth
}

export interface OrganizationItem {
  id: string
  /** Display name. */
  name: string
  /** With false, minting for a name that no workspace has is 404 instead of a new workspace. */
  create_workspaces: boolean
  /**
   * Origins that a browser may be sent back to after authorizing, exactly as browsers state them: https,
   * or http of `localhost`, `127.0.0.1` and `[::1]`.
   */
  redirect_origins: string[]
  /** Days an audit record is kept. */
  audit_retention_days: number
  /** Days the record of a call is kept. */
  tool_call_retention_days: number
  created_at: string
  updated_at: string
}

export interface DetailedTemplate {
  id: string
  name: string
  /** URL of a square SVG, for light and dark pages. Null: the service is gone. */
  icon: string | null
  /** Slug of the definition. */
  connector_name: string | null
  /** Null for a template every organization has. */
  organization_id: string | null
  customization: Record<string, unknown> | null
  tags: string[]
  mode: "DIRECT" | "REPLICATION" | "MULTI"
  runtime_mode: "direct_only" | "context_store_only" | "direct_and_context_store" | null
  supports_context_store: boolean
  created_at: string | null
  updated_at: string | null
  source_definition_id: string
  user_config_spec: {
    connectionSpecification: Record<string, unknown>
    documentationUrl?: string
  }
  partial_default_config: Record<string, unknown>
  is_experimental: boolean
  /**
   * Page or place to get the credentials from: one string, or one by the title of each authentication
   * option.
   */
  auth_tooltip: string | Record<string, string> | null
}

export interface SummarizedTemplate {
  id: string
  name: string
  /** URL of a square SVG, for light and dark pages. Null: the service is gone. */
  icon: string | null
  /** Slug of the definition. */
  connector_name: string | null
  /** Null for a template every organization has. */
  organization_id: string | null
  customization: Record<string, unknown> | null
  tags: string[]
  mode: "DIRECT" | "REPLICATION" | "MULTI"
  runtime_mode: "direct_only" | "context_store_only" | "direct_and_context_store" | null
  supports_context_store: boolean
  created_at: string | null
  updated_at: string | null
  actor_definition_id: string
}

export interface Grant {
  /** Connectors it may use. */
  connector_ids?: string[]
  /** Entities it may execute operations on. */
  entities?: string[]
  /** Actions it may execute. */
  actions?: string[]
  /** Only operations that change nothing at the service. */
  read_only?: true
}

export interface PersonItem {
  id: string
  name: string
  email: string
  role: "owner" | "admin" | "member"
  /** Whether the person has an authenticator app or a passkey. */
  second_factor: boolean
  /**
   * Time at which a directory last asked to remove this owner. A directory removes no owner: another
   * owner removes the person, or gives another role first.
   */
  removal_refused_at: string | null
  created_at: string
}

export interface InvitationItem {
  id: string
  email: string
  role: "owner" | "admin" | "member"
  workspaces: {
    workspace_id: string
    level: "viewer" | "user" | "manager"
  }[]
  invited_by: string
  created_at: string
  expires_at: string
  /** Provider by which the person may come without the link. */
  provider_id: string | null
  /** The mail with the link. Null where the link was handed over. */
  mail: {
    /** `waiting`: is sent in a moment, or again. `failed`: the address was refused. */
    state: "waiting" | "sent" | "failed"
    /** When it was sent, or is tried next. */
    at: string
    /**
     * Why the last try failed: the SMTP server did not take it, refused it, or refused the login of this
     * server.
     */
    failure: "unreachable" | "refused" | "not_signed_in" | null
  } | null
}

export interface WorkspaceMember {
  person_id: string
  name: string
  email: string
  /**
   * `viewer` reads; `user` also executes and adds connectors; `manager` also changes and deletes
   * connectors and revokes tokens.
   */
  level: "viewer" | "user" | "manager"
  created_at: string
}

export interface AccessReviewItem {
  person_id: string
  name: string
  email: string
  role: "owner" | "admin" | "member"
  /** `given`: by a person. `provider`: by the claims of a provider, until they change. */
  role_origin: "given" | "provider"
  created_at: string
  /** Null: never, or before the server noted it. */
  last_signed_in_at: string | null
  /** Names of the providers that are linked. */
  providers: string[]
  /** Levels of their own; they count for members. Workspaces that are open to everyone are left out. */
  workspaces: {
    workspace_id: string
    workspace_name: string
    level: "viewer" | "user" | "manager"
    /** `given`: by a person. `provider`: by the claims of a provider, until they change. */
    origin: "given" | "provider"
    created_at: string
  }[]
  /** Keys of workspaces that the person made. */
  keys: {
    id: string
    name: string
    workspace_id: string
    workspace_name: string
    created_at: string
    expires_at: string
    last_used_at: string | null
  }[]
  /** Programs that the person lets act. */
  agents: {
    id: string
    /** Name that the program gave itself. */
    name: string
    workspace_id: string | null
    /** Null: everything that the person reaches. */
    workspace_name: string | null
    created_at: string
    expires_at: string
    last_used_at: string | null
  }[]
}

export interface Provider {
  id: string
  name: string
  issuer: string
  client_id: string
  scopes: string[]
  claims: {
    email: string
    name: string
    groups: string
  }
  trusts_email: boolean
  /**
   * `domain`: people with a verified address of a domain that the organization has proven, and invited
   * people. `invited`: invited people only.
   */
  admits: "domain" | "invited"
  mappings: {
    /** Name of a claim; dots lead into objects, as in `realm_access.roles`. Default: that of the groups. */
    claim?: string
    /** Value that the claim has, or contains. */
    value: string
    /** Default `member`. Nothing gives `owner`. */
    role?: "admin" | "member"
    workspaces?: {
      workspace_id: string
      level: "viewer" | "user" | "manager"
    }[]
    /**
     * Workspaces whose names fit are suggested, and given once an admin accepts each of them: a name by
     * itself gives nothing.
     */
    suggests?: {
      /** Pattern of workspace names; `*` stands for any text. */
      pattern: string
      level: "viewer" | "user" | "manager"
    }
  }[]
  enabled: boolean
  /**
   * Whether the provider approves agents: a program that the organization registered with a secret gets
   * access for a person by an identity assertion (ID-JAG) of the provider, and the person is not asked.
   * Default: false. Turned off, it ends what was approved so.
   */
  approves_agents: boolean
  /**
   * Whether signing out of a session by the provider leads on to the provider, to sign out there too
   * (RP-initiated logout). Default: false.
   */
  signs_out: boolean
  /** Register it at the provider; the same for all of the organization. */
  redirect_url: string
  /** Begins a sign-in with it, for bookmarks and portals. */
  sign_in_url: string
  created_at: string
  updated_at: string
}

export interface Domain {
  domain: string
  /** Name of the TXT record that proves it. */
  record_name: string
  /** Required value of the DNS record. */
  record_value: string
  proven_at: string | null
  proven_by: "dns" | "operator" | null
  created_at: string
}

export interface AgentClient {
  /** The client id. */
  id: string
  name: string
  redirect_uris: string[]
  verified: boolean
  /** Whether it authenticates with a secret. */
  confidential: boolean
  created_at: string
  updated_at: string
}

export interface AgentGrant {
  id: string
  person_id: string
  person_name: string
  /** Null: it reaches what its person reaches. */
  workspace_id: string | null
  workspace_name: string | null
  client_id: string
  /** As the client said. */
  client_name: string
  /**
   * `first_party`: Bulkhead's own command line. `registered`: by an admin. `document`: a document at the
   * URL that is its id. `dynamic`: it says so itself, which proves nothing.
   */
  client_kind: "dynamic" | "document" | "registered" | "first_party"
  /**
   * Origin that the browser was redirected to with the code, or the origin of the provider that approved
   * the grant.
   */
  redirect_origin: string
  /**
   * `person`: on the consent page, or by a code. `provider`: by an identity assertion, and the client
   * comes back with the next one.
   */
  approved_by: "person" | "provider"
  narrowing: Grant
  manages: boolean
  created_at: string
  expires_at: string
  /** When it last got a token. */
  last_used_at: string | null
}

/** What each operation takes and gives, by its id. */
export interface Operations {
  /** Get an application token. */
  createApplicationToken: {
    body: {
      client_id: string
      client_secret: string
    }
    output: {
      access_token: string
      token_type: "bearer"
      /** Lifetime of the token in seconds. */
      expires_in: number
      organization_id: string
    }
  }
  /** Mint a scoped token. */
  createScopedToken: {
    body: {
      /**
       * The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or
       * trailing space, compared exactly.
       */
      workspace_name?: string
      workspace_id?: string
      /** Deprecated name of `workspace_name`. */
      customer_name?: string
      /** Deprecated name of `workspace_name`. */
      external_user_id?: string
      /** With false an unknown name is 404 instead of a new workspace. Default: true. */
      create_workspace?: boolean
      /** Seconds the token lives. Default: 1200. */
      expires_in?: number
      /** Connectors it may use. */
      connector_ids?: string[]
      /** Entities it may execute operations on. */
      entities?: string[]
      /** Actions it may execute. */
      actions?: string[]
      /** Only operations that change nothing at the service. */
      read_only?: true
      /** Accepted and not used: data stays where this server runs. */
      region_id?: string | null
    }
    output: {
      token: string
      /** Lifetime of the token in seconds. */
      expires_in: number
      workspace_id: string
      workspace_name: string
    }
  }
  /** Mint a scoped token for pages of one origin. */
  createWidgetToken: {
    body: {
      /**
       * The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or
       * trailing space, compared exactly.
       */
      workspace_name?: string
      workspace_id?: string
      /** Deprecated name of `workspace_name`. */
      customer_name?: string
      /** Deprecated name of `workspace_name`. */
      external_user_id?: string
      /** Exactly as browsers state it, port included. */
      allowed_origin: string
      /** Accepted and not used: data stays where this server runs. */
      region_id?: string | null
      /** Accepted and not used: templates have no tags here. */
      selected_source_template_tags?: string[]
      /** Default: any. */
      selected_source_template_tags_mode?: "all" | "any"
      /** Accepted and not used: templates have no tags here. */
      selected_connection_template_tags?: string[]
      /** Default: any. */
      selected_connection_template_tags_mode?: "all" | "any"
    }
    output: {
      token: string
    }
  }
  /** Say what a scoped token or a key reaches. */
  getScopedTokenInfo: {
    output: {
      organization_id: string
      workspace_id: string
      workspace_name: string
      grant?: Grant
    }
  }
  /** Revoke the token that calls, or another of the organization. */
  revokeToken: {
    body: {
      /** Id of the token to revoke; application tokens only. */
      token_id?: string
    }
    output: {
      token_id: string
    }
  }
  /** Make an application: a client id and a client secret. */
  createApplication: {
    body: {
      name: string
    }
    output: {
      id: string
      name: string
      client_id: string
      /** Shown here and never again. */
      client_secret: string
      secret_id: string
      created_at: string
    }
  }
  /** Make a second client secret, to replace the first. */
  createApplicationSecret: {
    path: {
      application_id: string
    }
    output: {
      secret_id: string
      /** Shown here and never again. */
      client_secret: string
      created_at: string
    }
  }
  /** Delete an application: its secrets and all of its tokens end at once. */
  deleteApplication: {
    path: {
      application_id: string
    }
    output: {
      id: string
      deleted_at: string
    }
  }
  /** List the organization's applications, oldest first. */
  listApplications: {
    output: {
      data: ApplicationItem[]
    }
  }
  /** Retire a client secret. */
  retireApplicationSecret: {
    path: {
      application_id: string
      secret_id: string
    }
    output: {
      secret_id: string
      retired_at: string
    }
  }
  /** Revoke every token of an application, scoped tokens it minted included. */
  revokeApplicationTokens: {
    path: {
      application_id: string
    }
    output: {
      id: string
      revoked_at: string
    }
  }
  /** Remove the logo of the connect page. */
  deleteBrandingLogo: {
    output: BrandingItem
  }
  /** Get how the connect page of the organization looks. */
  getBranding: {
    output: BrandingItem
  }
  /** Get the organization of the token with its settings. */
  getOrganization: {
    output: OrganizationItem
  }
  /** Get which steps of setting up the organization are done. */
  getOrganizationSetup: {
    output: {
      /** The connector that was used last. */
      connector_id: string | null
      /** Whether that connector has executed an operation. */
      connector_called: boolean
      /** Whether an application has called the API. */
      application_called: boolean
      /** Whether there is an OAuth app. */
      oauth_app: boolean
      /** Whether there is a connect session. */
      connect_link: boolean
      /** Whether there is, or is invited, a second person. */
      colleague: boolean
      /** Whether one of the last 100 calls came over MCP. */
      agent: boolean
    }
  }
  /** Get the quotas of the organization and what it uses of them. */
  getOrganizationUsage: {
    output: {
      /** Workspaces, `default` among them. */
      workspaces: {
        used: number
        /** Null: there is no limit. */
        most: number | null
      }
      /** Connectors of all workspaces. */
      connectors: {
        used: number
        /** Null: there is no limit. */
        most: number | null
      }
      /** Definitions that the organization added. */
      definitions: {
        used: number
        /** Null: there is no limit. */
        most: number | null
      }
      /** Requests per second to all processes of the installation together. Null: there is no limit. */
      requests_per_second: number | null
      /** Null: only the limits of the server. */
      max_body_bytes: number | null
      /** Calls of the last 30 days that are on record. */
      calls_30d: number
    }
  }
  /** List the organization of the caller, for existing clients. */
  listAccountOrganizations: {
    output: {
      organizations: {
        id: string
        organization_name: string
        /** The oldest workspace. Null: there is none. */
        first_workspace_id: string | null
        /** Role of a person. An application has none. */
        role?: "owner" | "admin" | "member"
      }[]
      /** Always false: tokens do not administer the server. */
      is_instance_admin: boolean
    }
  }
  /** List the connectors of all workspaces of the organization. */
  listOrganizationCredentials: {
    path: {
      organization_id: string
    }
    query: {
      /** Default: 200. */
      limit?: number
      /** Default: 0. */
      offset?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
      /**
       * Only connectors in this state. `needs_attention`: those whose last conclusive call failed, or that
       * need their credentials again.
       */
      state?: "needs_attention" | "failing" | "needs_reauthentication" | "works" | "unused"
      workspace_id?: string
      definition_id?: string
      /** Part of the connector's name, in any letter case. */
      name_contains?: string
      /** Part of the name or id of the account at the service, in any letter case. */
      account_contains?: string
      /** Only connectors without a call since then. The last call is known within a minute. */
      last_call_before?: string
      /** A minus sign reverses the order. */
      sort?: "created_at" | "-created_at" | "last_call_at" | "-last_call_at"
      /** Adds `health`: how the last calls of each connector went. */
      include_health?: boolean
    }
    output: {
      data: ConnectorCredential[]
      /**
       * Number of matches. At most 10,000 are counted after the page. With filters, at most 10,000 are
       * examined in all.
       */
      total: number
      /**
       * Relative URL of the next page; null on the last. With filters a page may hold fewer than `limit`, or
       * none, and have a next one.
       */
      next: string | null
    }
  }
  /** Set the logo of the connect page. */
  setBrandingLogo: {
    body: {
      content_type: "image/png" | "image/webp"
      /** The file in base64. */
      data: string
    }
    output: BrandingItem
  }
  /** Change how the connect page of the organization looks. */
  updateBranding: {
    body: {
      /** Name that end users know. Null: the name of the organization. */
      name?: string | null
      /** Color of buttons and links, on light and on dark pages. */
      colors?: {
        /** Hex color such as `#0d5fa8`. Text on it is kept readable. */
        light: string | null
        /** Hex color such as `#0d5fa8`. Text on it is kept readable. */
        dark: string | null
      } | null
      /** Where end users get help. */
      support_url?: string | null
      /** What is done with their data. */
      privacy_url?: string | null
    }
    output: BrandingItem
  }
  /** Change name and settings of the organization of the token. */
  updateOrganization: {
    body: {
      /** Display name. */
      name?: string
      /** With false, minting for a name that no workspace has is 404 instead of a new workspace. */
      create_workspaces?: boolean
      /**
       * Origins that a browser may be sent back to after authorizing, exactly as browsers state them: https,
       * or http of `localhost`, `127.0.0.1` and `[::1]`.
       */
      redirect_origins?: string[]
      /** Days an audit record is kept. */
      audit_retention_days?: number
      /** Days the record of a call is kept. */
      tool_call_retention_days?: number
    }
    output: OrganizationItem
  }
  /** End all sessions of a person and the tokens minted in them. */
  endPersonSessions: {
    path: {
      person_id: string
    }
    output: {
      id: string
      ended_sessions: number
      ended_at: string
    }
  }
  /** List the people of the organization, in the order in which they signed up. */
  listPeople: {
    query: {
      /** Part of the name or of the e-mail address, in any letter case. */
      name_contains?: string
      /** Only people with this role. */
      role?: "owner" | "admin" | "member"
      /** Only this person. */
      person_id?: string
      limit?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
    }
    output: {
      data: PersonItem[]
      /**
       * Relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with
       * filters it may hold fewer than `limit`, or none, and have a next one.
       */
      next: string | null
    }
  }
  /** Remove a person from the organization. */
  removePerson: {
    path: {
      person_id: string
    }
    output: {
      id: string
      removed_at: string
    }
  }
  /** List who has which rights, for a review of access. */
  reviewAccess: {
    query: {
      /** Default: 20. */
      limit?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
      /** `csv`: `text/csv`, a line for each right, of everybody at once; `limit` and `cursor` do not count. */
      format?: "json" | "csv"
    }
    output: {
      data: AccessReviewItem[]
      /**
       * Relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with
       * filters it may hold fewer than `limit`, or none, and have a next one.
       */
      next: string | null
    }
  }
  /** List the people who are members of a workspace. */
  listWorkspaceMembers: {
    path: {
      workspace_id: string
    }
    query: {
      /** Default: 20. */
      limit?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
    }
    output: {
      data: WorkspaceMember[]
      /**
       * Relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with
       * filters it may hold fewer than `limit`, or none, and have a next one.
       */
      next: string | null
      /**
       * `viewer` reads; `user` also executes and adds connectors; `manager` also changes and deletes
       * connectors and revokes tokens.
       */
      everyone: "viewer" | "user" | "manager" | null
    }
  }
  /** End the membership of a person in a workspace. */
  removeWorkspaceMember: {
    path: {
      workspace_id: string
      person_id: string
    }
    output: {
      workspace_id: string
      person_id: string
      removed_at: string
    }
  }
  /** Change the role of a person. */
  setPersonRole: {
    path: {
      person_id: string
    }
    body: {
      /**
       * `owner`; `admin`: everything but owners; `member`: the workspaces that the person is a member of,
       * and those that are open to everybody.
       */
      role: "owner" | "admin" | "member"
    }
    output: {
      id: string
      /**
       * `owner`; `admin`: everything but owners; `member`: the workspaces that the person is a member of,
       * and those that are open to everybody.
       */
      role: "owner" | "admin" | "member"
    }
  }
  /** Open a workspace to all members of the organization, or close it. */
  setWorkspaceEveryone: {
    path: {
      workspace_id: string
    }
    body: {
      /** Null: only people who are its members, and owners and admins. */
      level: "viewer" | "user" | "manager" | null
    }
    output: {
      workspace_id: string
      /**
       * `viewer` reads; `user` also executes and adds connectors; `manager` also changes and deletes
       * connectors and revokes tokens.
       */
      level: "viewer" | "user" | "manager" | null
    }
  }
  /** Make a person a member of a workspace, or change the level. */
  setWorkspaceMember: {
    path: {
      workspace_id: string
      person_id: string
    }
    body: {
      /**
       * `viewer` reads; `user` also executes and adds connectors; `manager` also changes and deletes
       * connectors and revokes tokens.
       */
      level: "viewer" | "user" | "manager"
    }
    output: {
      workspace_id: string
      person_id: string
      /**
       * `viewer` reads; `user` also executes and adds connectors; `manager` also changes and deletes
       * connectors and revokes tokens.
       */
      level: "viewer" | "user" | "manager"
    }
  }
  /** Invite people by their addresses. */
  createInvitations: {
    body: {
      emails: string[]
      role: "owner" | "admin" | "member"
      /** Workspaces of which the person becomes a member. */
      workspaces?: {
        workspace_id: string
        level: "viewer" | "user" | "manager"
      }[]
      /**
       * Provider by which an invited member may come without the link: the first sign-in with it at this
       * address, or its directory, takes the invitation. Providers take invitations as member at addresses
       * of proven domains anyway. An invitation as owner or admin is taken by its link alone.
       */
      provider_id?: string
      /**
       * Whether the server sends the link by mail. Default: where it is set up to (`BULKHEAD_SMTP_URL`). A
       * link that is sent is not shown.
       */
      send_mail?: boolean
    }
    output: {
      data: {
        email: string
        /** `is_member`: a person of the organization has the address. */
        status: "invited" | "is_member"
        id?: string
        /** URL at which the invited person signs up. Shown once; `POST …/link` makes another one. */
        sign_up_url?: string
        expires_at?: string
        /** The mail with the link. Null where the link was handed over. */
        mail?: {
          /** `waiting`: is sent in a moment, or again. `failed`: the address was refused. */
          state: "waiting" | "sent" | "failed"
          /** When it was sent, or is tried next. */
          at: string
          /**
           * Why the last try failed: the SMTP server did not take it, refused it, or refused the login of this
           * server.
           */
          failure: "unreachable" | "refused" | "not_signed_in" | null
        } | null
      }[]
    }
  }
  /** List the invitations that nobody has used, those that expired too. */
  listInvitations: {
    query: {
      /** Default: 20. */
      limit?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
    }
    output: {
      data: InvitationItem[]
      /**
       * Relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with
       * filters it may hold fewer than `limit`, or none, and have a next one.
       */
      next: string | null
    }
  }
  /** Make another link for an invitation, valid for 7 days, or send one again. */
  renewInvitation: {
    path: {
      invitation_id: string
    }
    body: {
      send_mail?: boolean
    }
    output: {
      id: string
      /** URL at which the invited person signs up. Shown once; `POST …/link` makes another one. */
      sign_up_url?: string
      expires_at: string
      /** The mail with the link. Null where the link was handed over. */
      mail: {
        /** `waiting`: is sent in a moment, or again. `failed`: the address was refused. */
        state: "waiting" | "sent" | "failed"
        /** When it was sent, or is tried next. */
        at: string
        /**
         * Why the last try failed: the SMTP server did not take it, refused it, or refused the login of this
         * server.
         */
        failure: "unreachable" | "refused" | "not_signed_in" | null
      } | null
    }
  }
  /** Revoke an invitation. */
  revokeInvitation: {
    path: {
      invitation_id: string
    }
    output: {
      id: string
      revoked_at: string
    }
  }
  /** Show which entities of a connector people may read or write. */
  getConnectorAccess: {
    path: {
      connector_id: string
    }
    output: {
      connector_id: string
      /** A person may do what one of these allows, and nothing else. Null: all that the connector allows. */
      access: {
        /** An entity of the service, or `*` for all. */
        entity: string
        /** `write` is reading too. */
        allow: "read" | "write"
        /** `everyone`, or ids of people of the organization. */
        people: "everyone" | string[]
      }[] | null
    }
  }
  /** Say which entities of a connector people may read or write. */
  setConnectorAccess: {
    path: {
      connector_id: string
    }
    body: {
      /** A person may do what one of these allows, and nothing else. Null: all that the connector allows. */
      access: {
        /** An entity of the service, or `*` for all. */
        entity: string
        /** `write` is reading too. */
        allow: "read" | "write"
        /** `everyone`, or ids of people of the organization. */
        people: "everyone" | string[]
      }[] | null
    }
    output: {
      connector_id: string
      /** A person may do what one of these allows, and nothing else. Null: all that the connector allows. */
      access: {
        /** An entity of the service, or `*` for all. */
        entity: string
        /** `write` is reading too. */
        allow: "read" | "write"
        /** `everyone`, or ids of people of the organization. */
        people: "everyone" | string[]
      }[] | null
    }
  }
  /** Take the second factor of a person away who has lost it, passkeys too. */
  removePersonSecondFactor: {
    path: {
      person_id: string
    }
    output: {
      id: string
      removed_at: string
    }
  }
  /** End what a program may do, within a second everywhere. */
  endAgentGrant: {
    path: {
      grant_id: string
    }
    output: {
      id: string
      ended_at: string
    }
  }
  /** List the programs that may act for people, newest first. */
  listAgentGrants: {
    query: {
      /** Default: 20. */
      limit?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
    }
    output: {
      data: AgentGrant[]
      /**
       * Relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with
       * filters it may hold fewer than `limit`, or none, and have a next one.
       */
      next: string | null
    }
  }
  /** Register a program that people of the organization sign in to. */
  createAgentClient: {
    body: {
      /** Name that people see when they decide. */
      name: string
      /**
       * URLs to which people and codes may be sent, compared exactly: `https` addresses, loopback ones (at
       * any port), or those of an app, such as `cursor://…`.
       */
      redirect_uris: string[]
      /**
       * Whether the organization vouches for it. If not, people are warned as of a client that registered
       * itself.
       */
      verified?: boolean
      /** Whether it gets a secret: for programs that run on a server and can keep one. Default: false. */
      confidential?: boolean
    }
    output: {
      /** The client id. */
      id: string
      name: string
      redirect_uris: string[]
      verified: boolean
      /** Whether it authenticates with a secret. */
      confidential: boolean
      created_at: string
      updated_at: string
      client_secret?: string
    }
  }
  /** Delete a registered client, and end what people let it do. */
  deleteAgentClient: {
    path: {
      client_id: string
    }
    output: {
      id: string
      /** Grants that ended with it. */
      ended_grants: number
      deleted_at: string
    }
  }
  /** List the clients that the organization registered. */
  listAgentClients: {
    output: {
      data: AgentClient[]
    }
  }
  /** Change a registered client; what is left out stays. */
  updateAgentClient: {
    path: {
      client_id: string
    }
    body: {
      /** Name that people see when they decide. */
      name?: string
      /**
       * URLs to which people and codes may be sent, compared exactly: `https` addresses, loopback ones (at
       * any port), or those of an app, such as `cursor://…`.
       */
      redirect_uris?: string[]
      /**
       * Whether the organization vouches for it. If not, people are warned as of a client that registered
       * itself.
       */
      verified?: boolean
    }
    output: AgentClient
  }
  /** Let a mapping give a workspace that it suggests. */
  acceptProviderSuggestion: {
    path: {
      provider_id: string
    }
    body: {
      claim: string
      value: string
      workspace_id: string
    }
    output: {
      workspace_id: string
      level: "viewer" | "user" | "manager"
    }
  }
  /** Let people sign in with an OpenID Connect provider of your own. */
  createProvider: {
    body: {
      /** Name on the sign-in button. */
      name: string
      /**
       * The issuer exactly as the provider says it, such as `https://id.example.com/realms/staff`: the
       * address before `/.well-known/openid-configuration`.
       */
      issuer: string
      client_id: string
      /** Sealed under the key of the organization, and shown to nobody. */
      client_secret: string
      /** Asked for beside `openid`. */
      scopes?: string[]
      claims?: {
        email?: string
        name?: string
        groups?: string
      }
      /**
       * Whether addresses count as verified though the provider sends no `email_verified`, as Entra does
       * not. Only where people cannot choose their address there.
       */
      trusts_email?: boolean
      /**
       * `domain`: people with a verified address of a domain that the organization has proven, and invited
       * people. `invited`: invited people only.
       */
      admits?: "domain" | "invited"
      /**
       * Rules that give rights for claims, applied at each sign-in. If several match, the highest role and
       * level count.
       */
      mappings?: {
        /** Name of a claim; dots lead into objects, as in `realm_access.roles`. Default: that of the groups. */
        claim?: string
        /** Value that the claim has, or contains. */
        value: string
        /** Default `member`. Nothing gives `owner`. */
        role?: "admin" | "member"
        workspaces?: {
          workspace_id: string
          level: "viewer" | "user" | "manager"
        }[]
        /**
         * Workspaces whose names fit are suggested, and given once an admin accepts each of them: a name by
         * itself gives nothing.
         */
        suggests?: {
          /** Pattern of workspace names; `*` stands for any text. */
          pattern: string
          level: "viewer" | "user" | "manager"
        }
      }[]
      /** Whether people sign in by it. Default: true. */
      enabled?: boolean
      /**
       * Whether the provider approves agents: a program that the organization registered with a secret gets
       * access for a person by an identity assertion (ID-JAG) of the provider, and the person is not asked.
       * Default: false. Turned off, it ends what was approved so.
       */
      approves_agents?: boolean
      /**
       * Whether signing out of a session by the provider leads on to the provider, to sign out there too
       * (RP-initiated logout). Default: false.
       */
      signs_out?: boolean
    }
    output: Provider
  }
  /** Delete a provider. */
  deleteProvider: {
    path: {
      provider_id: string
    }
    output: {
      id: string
      deleted_at: string
      /** Number of people who cannot sign in any more. */
      locked_out: number
    }
  }
  /** Show what came of a test of a provider. */
  getProviderTest: {
    path: {
      provider_id: string
      test_id: string
    }
    output: {
      state: "waiting" | "succeeded" | "failed"
      /** Problem and remedy. */
      failure: string | null
      claims?: Record<string, unknown>
      /** Person that somebody new with these claims would become. */
      gives?: {
        email: string | null
        email_verified: boolean
        name: string | null
        role: "admin" | "member"
        workspaces: {
          workspace_id: string
          level: "viewer" | "user" | "manager"
        }[]
      }
    }
  }
  /** List workspaces whose names fit a pattern of a mapping, and that it does not give yet. */
  listProviderSuggestions: {
    path: {
      provider_id: string
    }
    output: {
      data: {
        claim: string
        value: string
        workspace_id: string
        workspace_name: string
        level: "viewer" | "user" | "manager"
      }[]
    }
  }
  /** List the providers by which people sign in. */
  listProviders: {
    output: {
      data: Provider[]
      /** Redirect URI to register for a new provider. */
      redirect_url: string
    }
  }
  /** Try a provider without signing in. */
  testProvider: {
    path: {
      provider_id: string
    }
    output: {
      test_id: string
      /** URL to send this browser to. */
      authorization_url: string
      endpoints: {
        authorization: string
        token: string
        keys: string
        sign_out: string | null
      }
    }
  }
  /** Change a provider; what is left out stays. */
  updateProvider: {
    path: {
      provider_id: string
    }
    body: {
      name?: string
      client_id?: string
      /** Sealed under the key of the organization, and shown to nobody. */
      client_secret?: string
      /** Asked for beside `openid`. */
      scopes?: string[]
      claims?: {
        email?: string
        name?: string
        groups?: string
      }
      /**
       * Whether addresses count as verified though the provider sends no `email_verified`, as Entra does
       * not. Only where people cannot choose their address there.
       */
      trusts_email?: boolean
      /**
       * `domain`: people with a verified address of a domain that the organization has proven, and invited
       * people. `invited`: invited people only.
       */
      admits?: "domain" | "invited"
      /**
       * Rules that give rights for claims, applied at each sign-in. If several match, the highest role and
       * level count.
       */
      mappings?: {
        /** Name of a claim; dots lead into objects, as in `realm_access.roles`. Default: that of the groups. */
        claim?: string
        /** Value that the claim has, or contains. */
        value: string
        /** Default `member`. Nothing gives `owner`. */
        role?: "admin" | "member"
        workspaces?: {
          workspace_id: string
          level: "viewer" | "user" | "manager"
        }[]
        /**
         * Workspaces whose names fit are suggested, and given once an admin accepts each of them: a name by
         * itself gives nothing.
         */
        suggests?: {
          /** Pattern of workspace names; `*` stands for any text. */
          pattern: string
          level: "viewer" | "user" | "manager"
        }
      }[]
      /** Whether people sign in by it. Default: true. */
      enabled?: boolean
      /**
       * Whether the provider approves agents: a program that the organization registered with a secret gets
       * access for a person by an identity assertion (ID-JAG) of the provider, and the person is not asked.
       * Default: false. Turned off, it ends what was approved so.
       */
      approves_agents?: boolean
      /**
       * Whether signing out of a session by the provider leads on to the provider, to sign out there too
       * (RP-initiated logout). Default: false.
       */
      signs_out?: boolean
    }
    output: Provider
  }
  /** Make a token by which the directory of a provider manages people and groups. */
  createDirectoryToken: {
    path: {
      provider_id: string
    }
    output: {
      /** Base URL of SCIM 2.0: enter it at the provider. */
      scim_url: string
      /** Stored as a hash, and shown now only. */
      token: string
      /** The newest first. */
      tokens: {
        created_at: string
        /** Person who made it. */
        created_by: string | null
      }[]
    }
  }
  /** End tokens of the directory of a provider. */
  deleteDirectoryTokens: {
    path: {
      provider_id: string
    }
    query: {
      /** `previous`: the newest goes on. Default: all of them end. */
      only?: "previous"
    }
    output: {
      provider_id: string
      /** The newest first. */
      tokens: {
        created_at: string
        /** Person who made it. */
        created_by: string | null
      }[]
    }
  }
  /** Show what the directory of a provider announced by SCIM. */
  getDirectory: {
    path: {
      provider_id: string
    }
    output: {
      /** Base URL of SCIM 2.0: enter it at the provider. */
      scim_url: string
      /** The newest first. */
      tokens: {
        created_at: string
        /** Person who made it. */
        created_by: string | null
      }[]
      /** Users that the directory sees: announced, or signed in by the provider. */
      users: number
      groups: number
    }
  }
  /** Look for the TXT record that proves a domain. */
  checkDomain: {
    path: {
      domain: string
    }
    output: Domain
  }
  /** Name a mail domain as your own. */
  createDomain: {
    body: {
      /** Part of the addresses after the @, such as `example.com`, as written in DNS. */
      domain: string
    }
    output: Domain
  }
  /** Give a domain up. */
  deleteDomain: {
    path: {
      domain: string
    }
    output: {
      domain: string
      deleted_at: string
    }
  }
  /** Show how people of the organization sign in. */
  getSignInPolicy: {
    output: {
      /** Whether people sign in by a password. */
      passwords: boolean
      /**
       * Whether people who sign in by a password need a second factor. A sign-in by a provider counts as
       * one: the provider asks for it. A sign-in by a passkey does too.
       */
      second_factor: boolean
      /**
       * Hours after which a session by a provider pauses until the person signs in there again, with what
       * was minted in it.
       */
      lapse_hours: number
      /** Hours after the sign-in at which a session ends, used or not. Default: 720, which are 30 days. */
      session_hours: number
      /**
       * Minutes after its last use at which a session ends. Default: 10080, which are 7 days. A use is noted
       * once in a tenth of this time, at most once a minute and at least once an hour, so a session may end
       * that much earlier.
       */
      idle_minutes: number
      /**
       * Networks in CIDR notation, of IPv4 or IPv6, from which people sign in and work, with the command
       * line and agents too. A single address is a network. Empty: any network. Applications, keys of
       * workspaces and connect links are not limited.
       */
      networks: string[]
      /**
       * Address from which the request came, as the server sees it. Networks count by it. If it is that of a
       * proxy, `BULKHEAD_TRUSTED_PROXIES` is not set.
       */
      own_address: string
    }
  }
  /** List the mail domains of the organization. */
  listDomains: {
    output: {
      data: Domain[]
    }
  }
  /** Change how people of the organization sign in; what is left out stays. */
  updateSignInPolicy: {
    body: {
      /** Whether people sign in by a password. */
      passwords?: boolean
      /**
       * Whether people who sign in by a password need a second factor. A sign-in by a provider counts as
       * one: the provider asks for it. A sign-in by a passkey does too.
       */
      second_factor?: boolean
      /**
       * Hours after which a session by a provider pauses until the person signs in there again, with what
       * was minted in it.
       */
      lapse_hours?: number
      /** Hours after the sign-in at which a session ends, used or not. Default: 720, which are 30 days. */
      session_hours?: number
      /**
       * Minutes after its last use at which a session ends. Default: 10080, which are 7 days. A use is noted
       * once in a tenth of this time, at most once a minute and at least once an hour, so a session may end
       * that much earlier.
       */
      idle_minutes?: number
      /**
       * Networks in CIDR notation, of IPv4 or IPv6, from which people sign in and work, with the command
       * line and agents too. A single address is a network. Empty: any network. Applications, keys of
       * workspaces and connect links are not limited.
       */
      networks?: string[]
    }
    output: {
      /** Whether people sign in by a password. */
      passwords: boolean
      /**
       * Whether people who sign in by a password need a second factor. A sign-in by a provider counts as
       * one: the provider asks for it. A sign-in by a passkey does too.
       */
      second_factor: boolean
      /**
       * Hours after which a session by a provider pauses until the person signs in there again, with what
       * was minted in it.
       */
      lapse_hours: number
      /** Hours after the sign-in at which a session ends, used or not. Default: 720, which are 30 days. */
      session_hours: number
      /**
       * Minutes after its last use at which a session ends. Default: 10080, which are 7 days. A use is noted
       * once in a tenth of this time, at most once a minute and at least once an hour, so a session may end
       * that much earlier.
       */
      idle_minutes: number
      /**
       * Networks in CIDR notation, of IPv4 or IPv6, from which people sign in and work, with the command
       * line and agents too. A single address is a network. Empty: any network. Applications, keys of
       * workspaces and connect links are not limited.
       */
      networks: string[]
      /**
       * Address from which the request came, as the server sees it. Networks count by it. If it is that of a
       * proxy, `BULKHEAD_TRUSTED_PROXIES` is not set.
       */
      own_address: string
    }
  }
  /** Delete a workspace and destroy its data key. */
  deleteWorkspace: {
    path: {
      workspace_id: string
    }
    output: {
      id: string
      deleted_at: string
      data_key: {
        destroyed: true
        /** Version of the key that had wrapped the data key. */
        key_version: number
        /** Sentence about earlier copies of the data key: which can still open it, and until when. */
        note: string
      }
    }
  }
  /** End an alias of a workspace: its name is free again. */
  deleteWorkspaceAlias: {
    path: {
      workspace_id: string
      name: string
    }
    output: WorkspaceItem
  }
  /** Get a workspace. */
  getWorkspace: {
    path: {
      workspace_id: string
    }
    query: {
      /** Adds `usage`: how many connectors it has and when it was last used. */
      include_usage?: boolean
    }
    output: WorkspaceItem
  }
  /** Get a workspace by its name or a former one. */
  getWorkspaceByName: {
    path: {
      name: string
    }
    query: {
      workspace_id?: string
      /** Adds `usage`: how many connectors it has and when it was last used. */
      include_usage?: boolean
    }
    output: WorkspaceItem
  }
  /** Count workspaces. */
  getWorkspaceStats: {
    output: {
      active_count: number
      inactive_count: number
      total_count: number
    }
  }
  /** List workspaces. */
  listWorkspaces: {
    query: {
      /** Part of the current name, in any letter case, or a whole alias. */
      name_contains?: string
      /** Only workspaces with this status. */
      status?: "active" | "inactive"
      /** With true only workspaces with a connector that fails or needs its credentials again. */
      needs_attention?: boolean
      /** Only workspaces with a connector of this definition. */
      definition_id?: string
      /** Only workspaces without a call since then. The last call is known within a minute. */
      last_call_before?: string
      /**
       * Only workspaces in which a calling member has this level. Nobody else has a level, so others get
       * none.
       */
      level?: "viewer" | "user" | "manager"
      /**
       * A minus sign reverses the order. `-needs_attention` lists only workspaces that need attention, those
       * with most such connectors first. `-errors` lists only workspaces with a call that failed in the last
       * 24 hours, those with most first.
       */
      sort?: "created_at" | "-created_at" | "name" | "-name" | "last_call_at" | "-last_call_at" | "-needs_attention" | "-errors"
      /** Adds `usage`: how many connectors it has and when it was last used. */
      include_usage?: boolean
      /** Default: 20. */
      limit?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
    }
    output: {
      data: WorkspaceItem[]
      /**
       * Relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with
       * filters it may hold fewer than `limit`, or none, and have a next one.
       */
      next: string | null
    }
  }
  /** Revoke every scoped token of a workspace. */
  revokeWorkspaceTokens: {
    path: {
      workspace_id: string
    }
    output: {
      id: string
      revoked_at: string
    }
  }
  /** Rename, deactivate or activate a workspace. */
  updateWorkspace: {
    path: {
      workspace_id: string
    }
    body: {
      /**
       * The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or
       * trailing space, compared exactly.
       */
      name?: string
      status?: "active" | "inactive"
      cache_enabled?: boolean | null
    }
    output: WorkspaceItem
  }
  /** Make a key of a workspace. */
  createWorkspaceKey: {
    path: {
      workspace_id: string
    }
    body: {
      /** Display name. */
      name: string
      /** Days that it lives. Default: 90. */
      expires_in_days?: number
      /** Connectors it may use. */
      connector_ids?: string[]
      /** Entities it may execute operations on. */
      entities?: string[]
      /** Actions it may execute. */
      actions?: string[]
      /** Only operations that change nothing at the service. */
      read_only?: true
    }
    output: {
      id: string
      workspace_id: string
      /** Display name. */
      name: string
      /** The last four characters of the key. */
      hint: string
      /** Restriction of the key. Null: the whole workspace. */
      grant: Grant | null
      /** The application that made it. */
      application_id: string | null
      /** The person who made it. */
      person_id: string | null
      created_at: string
      expires_at: string
      /** Exact to ten minutes. Null: never. */
      last_used_at: string | null
      /** `bhk_` and 43 characters. Shown here and never again. */
      key: string
    }
  }
  /** List the keys of a workspace. */
  listWorkspaceKeys: {
    path: {
      workspace_id: string
    }
    output: {
      data: {
        id: string
        workspace_id: string
        /** Display name. */
        name: string
        /** The last four characters of the key. */
        hint: string
        /** Restriction of the key. Null: the whole workspace. */
        grant: Grant | null
        /** The application that made it. */
        application_id: string | null
        /** The person who made it. */
        person_id: string | null
        created_at: string
        expires_at: string
        /** Exact to ten minutes. Null: never. */
        last_used_at: string | null
      }[]
    }
  }
  /** Revoke a key of a workspace. */
  revokeWorkspaceKey: {
    path: {
      workspace_id: string
      key_id: string
    }
    output: {
      id: string
      revoked_at: string
    }
  }
  /** Store a credential and settings for one service in a workspace. */
  createConnector: {
    body: NewConnector
    output: ConnectorDetail
  }
  /** Delete a connector and its sealed credential. */
  deleteConnector: {
    path: {
      connector_id: string
    }
    output: {
      job_id: string
    }
  }
  /** Get a connector with its settings, never its credentials. */
  getConnector: {
    path: {
      connector_id: string
    }
    query: {
      /** Adds `health`: how the last calls went. Not for narrowed tokens. */
      include_health?: boolean
    }
    output: ConnectorDetail
  }
  /** List the connectors of a workspace. */
  listConnectors: {
    query: {
      /**
       * The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or
       * trailing space, compared exactly.
       */
      workspace_name?: string
      workspace_id?: string
      /** Deprecated name of `workspace_name`. */
      customer_name?: string
      /** Deprecated name of `workspace_name`. */
      external_user_id?: string
      /** Only connectors of this definition. */
      definition_id?: string
      /** Only connectors of this end user. */
      end_user_id?: string
      /** Adds `health`: how the last calls went. Not for narrowed tokens. */
      include_health?: boolean
      /** Connectors on a page. Default: all of them, or 20 with a `cursor`. */
      limit?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
    }
    output: {
      data: ConnectorItem[]
      /**
       * With `limit` or `cursor`: relative URL of the next page; null on the last. A page looks at 10,000
       * rows at most, so with filters it may hold fewer than `limit`, or none, and have a next one.
       */
      next?: string | null
    }
  }
  /** Record the bodies of calls of a connector, to debug it. */
  startRecording: {
    path: {
      connector_id: string
    }
    body: {
      /** Duration of the recording. Default: 15. */
      minutes?: number
    }
    output: {
      connector_id: string
      records_bodies_until: string
    }
  }
  /** Stop recording the bodies of calls of a connector. */
  stopRecording: {
    path: {
      connector_id: string
    }
    query: {
      /** Deletes what was recorded of this connector. */
      discard?: boolean
    }
    output: {
      connector_id: string
      /** Calls whose bodies were deleted. */
      discarded: number
    }
  }
  /** Change name, settings, credentials or entities of a connector. */
  updateConnector: {
    path: {
      connector_id: string
    }
    body: ConnectorChanges
    output: ConnectorDetail
  }
  /** Try a connector as it is, or as a change would make it. */
  checkConnector: {
    path: {
      connector_id: string
    }
    body: ConnectorChanges
    output: CheckResult
  }
  /** Try credentials and settings before a connector is made of them. */
  checkNewConnector: {
    body: NewConnector
    output: CheckResult
  }
  /** Say what a connector is, where it belongs and what is wrong with it. */
  inspectConnector: {
    path: {
      connector_id: string
    }
    output: {
      connector_id: string
      name: string
      workspace_id: string
      organization_id: string
      source_definition_id: string
      source_definition_name: string | null
      source_config_template_id: string
      docs_skill_id: string
      warnings: string[]
      context_store_readiness: Record<string, unknown> | null
    }
  }
  /** Run one operation against the service's API. */
  executeOperation: {
    path: {
      connector_id: string
    }
    body: {
      entity: string
      action: string
      /** Parameters of the operation, as one flat object. */
      params?: Record<string, unknown> | null
      /**
       * Dotted paths of what is wanted of each record; the rest is left out. `warning` lists those that no
       * record has.
       */
      select_fields?: string[] | null
      /** Dotted paths of what is left out of each record. */
      exclude_fields?: string[] | null
      /**
       * False shortens strings of more than 1,000 characters in the records of `list` and `api_search`;
       * `warning` says how many. Default: true.
       */
      skip_truncation?: boolean
      /**
       * Milliseconds for the whole call, including queueing and retries; for a download, until its first
       * byte. Default: 28,000, since many clients give up after 30 s.
       */
      timeout_ms?: number | null
      /** Why the call is made. */
      intent?: string | null
    }
    output: {
      status: "success"
      /** An array for lists, an object otherwise. */
      result: unknown
      /** Paging information of the response, or null. */
      connector_metadata: unknown
      execution_metadata: {
        connector_instance_id: string
        execution_time_ms: number
      }
      /** Set if the result is incomplete or truncated, or if selected fields are absent. */
      warning?: string
    }
  }
  /** Finish an authorization that was begun with a nonce. */
  confirmOAuth: {
    body: {
      server_side_oauth_secret_id: string
      nonce: string
    }
    output: {
      connector_id: string
    }
  }
  /** Delete the organization's own client at a service. */
  deleteOAuthCredentials: {
    path: {
      /** Display name or slug of the definition, in any letter case. */
      connector_type: string
    }
    output: null
  }
  /** Begin to authorize a connector: get the URL at which its owner is asked. */
  initiateOAuth: {
    body: {
      /**
       * The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or
       * trailing space, compared exactly.
       */
      workspace_name?: string
      workspace_id?: string
      /** Deprecated name of `workspace_name`. */
      customer_name?: string
      /** Deprecated name of `workspace_name`. */
      external_user_id?: string
      /** Display name or slug of the definition, in any letter case. */
      connector_type?: string
      definition_id?: string | null
      source_template_id?: string | null
      connector_id?: string
      redirect_url: string
      /** Default: true. */
      create_connector?: boolean
      /**
       * Binds the authorization to a browser of your application: random, kept in a cookie or session of
       * that browser. The browser comes back with `server_side_oauth_secret_id`, and nothing is stored until
       * `POST …/oauth/confirm` brings both.
       */
      nonce?: string | null
      /** Display name: not blank, no control or direction characters. */
      name?: string | null
      /** Settings of the definition, and credentials that the authorization does not give; those are sealed. */
      replication_config?: Record<string, unknown> | null
      /** Another name of `replication_config`, which wins. */
      oauth_input_configuration?: Record<string, unknown> | null
      /** Settings of the server. */
      environment?: Record<string, unknown> | null
      /** Allowed uses of the connector. The owner is asked only for the scopes that they need. */
      entities?: {
        entity: string
        modes?: ("read" | "write")[] | null
      }[] | null
    }
    output: {
      consent_url: string
    }
  }
  /** List the services at which owners can be asked, with the organization's own client at each. */
  listOAuthCredentials: {
    output: {
      data: {
        connector_definition_id: string
        /** Slug of the definition. */
        connector_name: string
        name: string
        callback_url: string
        credentials: {
          id: string
          scope_id: string
          client_id: string
          /**
           * Outdated: the document of the service has moved its endpoints for tokens since. Nothing is sent
           * there until the client is given again.
           */
          status: "ready" | "outdated"
          created_at: string
          updated_at: string
        } | null
      }[]
    }
  }
  /** Give the organization's own client at a service. */
  setOAuthCredentials: {
    body: {
      /** Display name or slug of the definition, in any letter case. */
      connector_type?: string
      connector_definition_id?: string
      /** `client_id` and `client_secret` of the app. Write-only. */
      configuration: {
        client_id: string
        client_secret: string
      }
    }
    output: {
      id: string
      scope_type: "organization" | "global"
      scope_id: string
      connector_type: "source" | "destination"
      connector_definition_id: string
      created_at: string
      updated_at: string
    }
  }
  /** Create a webhook endpoint. */
  createWebhookEndpoint: {
    body: {
      /** An https URL without user name and fragment. The egress policy decides which addresses it may have. */
      url: string
      /** Label for people. */
      description?: string | null
      /** The only types that are sent to it. Without them, or with null, all are. */
      event_types?: ("connector.created" | "connector.reconnected" | "connector.needs_reauthentication" | "connector.recovered" | "connector.deleted" | "connect_session.completed" | "connect_session.awaiting_confirmation" | "connect_session.failed" | "connect_session.expired" | "workspace_key.expiring" | "workspace.created" | "workspace.deactivated" | "workspace.deleted")[] | null
      /** The only workspaces whose events are sent to it. Without them, or with null, those of all are. */
      workspace_ids?: string[] | null
    }
    output: {
      id: string
      url: string
      description: string | null
      /** Null: all, those of later versions included. */
      event_types: string[] | null
      /** Null: all. */
      workspace_ids: string[] | null
      status: "enabled" | "disabled"
      /** `caller`: by a request. `failing`: it failed for 5 days without a success. */
      disabled_reason: "caller" | "failing" | null
      disabled_at: string | null
      /** The first failure after the last success. Null: it works. */
      failing_since: string | null
      /** Why the last try failed. */
      failure: "rejected" | "egress_refused" | "redirect_refused" | "unreachable" | "connection_lost" | "timeout" | "response_too_large" | "response_unreadable" | "internal" | null
      /** The HTTP status of that try. */
      failure_status: number | null
      /** The last success. Null: none. */
      delivered_at: string | null
      /** Until then the secret before signs too. Null: one secret signs. */
      previous_secret_until: string | null
      created_at: string
      updated_at: string
      /** `whsec_` and 32 bytes in base64. Shown here and never again. */
      secret: string
    }
  }
  /** Delete a webhook endpoint with its deliveries. */
  deleteWebhookEndpoint: {
    path: {
      endpoint_id: string
    }
    output: {
      id: string
      deleted_at: string
    }
  }
  /** Get a webhook endpoint. */
  getWebhookEndpoint: {
    path: {
      endpoint_id: string
    }
    output: WebhookEndpoint
  }
  /** List deliveries to a webhook endpoint. */
  listWebhookDeliveries: {
    path: {
      endpoint_id: string
    }
    query: {
      /** Default: 20. */
      limit?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
      /** How it went, as far as is known. */
      state?: "pending" | "delivered" | "failed"
      /** Of the event. */
      type?: "connector.created" | "connector.reconnected" | "connector.needs_reauthentication" | "connector.recovered" | "connector.deleted" | "connect_session.completed" | "connect_session.awaiting_confirmation" | "connect_session.failed" | "connect_session.expired" | "workspace_key.expiring" | "workspace.created" | "workspace.deactivated" | "workspace.deleted" | "webhook.ping"
    }
    output: {
      data: WebhookDelivery[]
      /**
       * Relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with
       * filters it may hold fewer than `limit`, or none, and have a next one.
       */
      next: string | null
    }
  }
  /** List webhook endpoints. */
  listWebhookEndpoints: {
    output: {
      data: WebhookEndpoint[]
    }
  }
  /** Send a test event to a webhook endpoint. */
  pingWebhookEndpoint: {
    path: {
      endpoint_id: string
    }
    output: WebhookDelivery
  }
  /** Send a delivery again. */
  replayWebhookDelivery: {
    path: {
      endpoint_id: string
      delivery_id: string
    }
    output: WebhookDelivery
  }
  /** Replace the secret of a webhook endpoint. */
  rotateWebhookSecret: {
    path: {
      endpoint_id: string
    }
    body: {
      /** Seconds for which the old secret signs too. Default: 86400. */
      previous_valid_for?: number
    }
    output: {
      id: string
      /** `whsec_` and 32 bytes in base64. Shown here and never again. */
      secret: string
      /** Until then the secret before signs too. Null: one secret signs. */
      previous_secret_until: string | null
    }
  }
  /** Change, disable or enable a webhook endpoint. */
  updateWebhookEndpoint: {
    path: {
      endpoint_id: string
    }
    body: {
      /** An https URL without user name and fragment. The egress policy decides which addresses it may have. */
      url?: string
      /** Label for people. */
      description?: string | null
      /** The only types that are sent to it. Without them, or with null, all are. */
      event_types?: ("connector.created" | "connector.reconnected" | "connector.needs_reauthentication" | "connector.recovered" | "connector.deleted" | "connect_session.completed" | "connect_session.awaiting_confirmation" | "connect_session.failed" | "connect_session.expired" | "workspace_key.expiring" | "workspace.created" | "workspace.deactivated" | "workspace.deleted")[] | null
      /** The only workspaces whose events are sent to it. Without them, or with null, those of all are. */
      workspace_ids?: string[] | null
      /** Whether events are sent to it. */
      status?: "enabled" | "disabled"
    }
    output: WebhookEndpoint
  }
  /** Accept the credential of a finished connect session. */
  confirmConnectSession: {
    path: {
      session_id: string
    }
    body: {
      /** Id of the end user in your application. */
      end_user_id?: string | null
      /** Confirmation code that the browser which finished the session brought. */
      confirmation_code?: string | null
    }
    output: ConnectSession
  }
  /** Make a connect link, by which a customer gives a credential. */
  createConnectSession: {
    body: {
      /**
       * The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or
       * trailing space, compared exactly.
       */
      workspace_name?: string
      workspace_id?: string
      /** Slugs, display names or definition ids of the services to choose from. Default: all. */
      services?: string[] | null
      /** Reconnects this connector. Excludes `services`. */
      connector_id?: string | null
      end_user?: {
        /** Id of the end user in your application. */
        id: string
        email?: string | null
        name?: string | null
      } | null
      /** Origins whose pages may embed or open the page, as `https://app.example.com`. */
      allowed_origins?: string[] | null
      /** URL to which the browser returns at the end. Its origin is among `redirect_origins`. */
      redirect_url?: string | null
      /** Seconds. Default: 1800. */
      expires_in?: number
      /** Default: true; false with `allowed_origins`. */
      require_confirmation?: boolean | null
      /** Seconds from completion to confirm. Default: 3600. */
      confirm_within?: number
      /**
       * If the workspace already has a connector of the service and of the same end user: `replace` its
       * credential, `add` another connector, or `refuse`. Default: `replace`; `add` for scoped tokens, and
       * for members who are a `user` of the workspace.
       */
      on_existing?: "replace" | "add" | "refuse"
      /** Allowed uses of the connector. */
      entities?: {
        entity: string
        modes?: ("read" | "write")[] | null
      }[] | null
      /** Language of the page, as `de` or `de-AT`. Default: that of the browser. */
      locale?: string | null
    }
    output: NewConnectSession
  }
  /** Reject the credential of a finished connect session. */
  discardConnectSession: {
    path: {
      session_id: string
    }
    output: ConnectSession
  }
  /** Erase the data of an end user. */
  eraseEndUser: {
    path: {
      /** Id of the end user in your application. */
      end_user_id: string
    }
    output: {
      sessions: number
      connectors: number
    }
  }
  /** Get a connect session. */
  getConnectSession: {
    path: {
      session_id: string
    }
    output: ConnectSession
  }
  /** List connect sessions, newest first. */
  listConnectSessions: {
    query: {
      /**
       * `open`: the link can be used. `awaiting_confirmation`: the end user finished, and the session is
       * still to be confirmed. `completed`: the connector works. The others are final: `failed` after too
       * many attempts, `refused` by the end user, `expired`, `revoked`, `discarded`.
       */
      status?: "open" | "awaiting_confirmation" | "completed" | "failed" | "refused" | "expired" | "revoked" | "discarded"
      workspace_id?: string
      /**
       * The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or
       * trailing space, compared exactly.
       */
      workspace_name?: string
      /** Id of the end user in your application. */
      end_user_id?: string
      /** Default: 20. */
      limit?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
    }
    output: {
      data: ConnectSession[]
      /**
       * Relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with
       * filters it may hold fewer than `limit`, or none, and have a next one.
       */
      next: string | null
    }
  }
  /** Revoke a connect link. */
  revokeConnectSession: {
    path: {
      session_id: string
    }
    output: ConnectSession
  }
  /** Make a connect session, for existing clients. */
  createFlowSession: {
    body: {
      source_definition_id: string
      workspace_id: string
      source_template_id: string
      /** Display name: not blank, no control or direction characters. */
      source_name?: string | null
    }
    output: {
      session_id: string
      oauth_flow_url: string
    }
  }
  /** Make the connect session of a widget token. */
  createWidgetSession: {
    body: {
      session_id?: string | null
      source_template_id?: string | null
    }
    output: NewConnectSession
  }
  /** Get a connect session, for existing clients. */
  getFlowSession: {
    path: {
      session_id: string
    }
    output: {
      session_id: string
      status: "pending" | "completed" | "error"
      error: string | null
      source_id: string | null
      source_name: string | null
      source_template_id: string | null
      source_definition_id: string | null
      workspace_id: string
    }
  }
  /** Accept the connector of a finished session, for existing clients. */
  updateFlowSession: {
    path: {
      session_id: string
    }
    body: {
      source_id?: string | null
      /** Not taken: end users finish on the page. */
      auth_payload?: Record<string, unknown> | null
    }
    output: {
      session_id: string
      status: "pending" | "completed" | "error"
      error: string | null
      source_id: string | null
      source_name: string | null
      source_template_id: string | null
      source_definition_id: string | null
      workspace_id: string
    }
  }
  /** Get one executed operation. */
  getToolCall: {
    path: {
      tool_call_id: string
    }
    output: {
      id: string
      /** When the call ended. */
      at: string
      workspace_id: string | null
      /** With `include_names`. Null: there is none, or it was deleted. */
      workspace_name?: string | null
      /** Null when there was no such connector. */
      connector_id: string | null
      /** With `include_names`. Null: there is none, or it was deleted. */
      connector_name?: string | null
      definition_id: string | null
      /** Null when the definition has no such operation. */
      entity: string | null
      action: string | null
      status: "success" | "error"
      /** Code of the error that was returned. */
      code: "malformed_request" | "request_timeout" | "malformed_json" | "invalid_credentials" | "oauth_not_configured" | "oauth_state_unknown" | "unauthenticated" | "connect_session_ended" | "invalid_client" | "invalid_sign_in" | "csrf_refused" | "sign_up_link_invalid" | "recent_sign_in_required" | "passwords_off" | "password_link_invalid" | "email_link_invalid" | "second_factor_required" | "second_factor_missing" | "network_not_allowed" | "wrong_code" | "second_factor_not_found" | "passkey_refused" | "passkey_not_found" | "wrong_password" | "not_permitted" | "connect_begin_refused" | "confirmation_refused" | "organization_mismatch" | "origin_not_allowed" | "workspace_inactive" | "not_granted" | "quota_exceeded" | "route_not_found" | "workspace_not_found" | "definition_not_found" | "sample_data_not_found" | "template_not_found" | "connector_not_found" | "connect_session_not_found" | "oauth_secret_not_found" | "organization_not_found" | "alias_not_found" | "application_not_found" | "webhook_endpoint_not_found" | "webhook_delivery_not_found" | "secret_not_found" | "session_not_found" | "agent_grant_not_found" | "agent_client_not_found" | "agent_sign_in_not_found" | "device_sign_in_not_found" | "invitation_not_found" | "provider_not_found" | "domain_not_found" | "workspace_key_not_found" | "person_not_found" | "tool_call_not_found" | "webhook_endpoint_disabled" | "webhook_endpoints_full" | "workspace_keys_full" | "connect_session_state" | "connector_pending" | "definition_exists" | "definition_in_use" | "connector_exists" | "connector_ambiguous" | "secrets_full" | "last_secret" | "domain_not_proven" | "domain_taken" | "providers_full" | "agent_clients_full" | "sign_in_policy_refused" | "last_owner" | "name_taken" | "workspace_protected" | "idempotency_in_flight" | "idempotency_outcome_unknown" | "body_too_large" | "request_too_large" | "unsupported_media_type" | "invalid_request" | "idempotency_mismatch" | "invalid_configuration" | "unknown_operation" | "invalid_params" | "not_supported" | "upstream_rejected" | "provider_failed" | "outcome_unknown" | "response_too_large" | "egress_refused" | "needs_reauthentication" | "rate_limited" | "workspace_busy" | "upstream_rate_limited" | "internal" | "upstream_error" | "upstream_unreachable" | "unavailable" | "key_unavailable" | "upstream_timeout" | null
      /** HTTP status of the service. */
      upstream_status: number | null
      duration_ms: number
      /** Part of `duration_ms` that the service took. */
      upstream_ms: number | null
      /** HTTP method of the request. Null: nothing was sent, or no record was made of it. */
      method: string | null
      /**
       * Host as the document of the service declares it, with placeholders as `{subdomain}.zendesk.com`.
       * Null also if the connector has a base URL of its own.
       */
      host: string | null
      /** Path as the document declares it, as `/repos/{owner}/{repo}/issues`. */
      path: string | null
      /** Number of requests that were sent. */
      attempts: number | null
      /** Part of `duration_ms` before the first request was sent. */
      wait_ms: number | null
      /** Bytes of the body that was sent to the service. */
      request_bytes: number | null
      /** Bytes of the response body. */
      response_bytes: number | null
      request_id: string
      /** Null when a person called. */
      application_id: string | null
      /** The person who called, or minted the token. */
      person_id: string | null
      token_kind: "application" | "scoped" | "narrowed" | "person" | "connect" | "key"
      /** `jti` of the token that called; of a person, the session. */
      token_id: string | null
      /**
       * If a program acted for the person, its grant, as in `listAgentGrants`. The command line of a person
       * has one too.
       */
      grant_id: string | null
      /** Client id of that program. */
      client_id: string | null
      /** Name that the program gave itself when it was allowed. */
      client_name: string | null
      /** If a key of the workspace acted, its id. */
      key_id: string | null
      /** Whether the request had an `Idempotency-Key`. */
      has_idempotency_key: boolean | null
      /** The interface that the call came by. */
      source: "http" | "mcp"
      /** Purpose that the caller stated. It is deleted with the workspace. */
      intent: string | null
      /**
       * Message of the service about a failure: redacted, 1,000 characters at most, deleted with the
       * workspace.
       */
      upstream_message: string | null
      /** Whether `getToolCallBodies` has something to show. */
      has_bodies: boolean
    }
  }
  /** Read the request and the response of a service in a call. */
  getToolCallBodies: {
    path: {
      tool_call_id: string
    }
    output: RecordedBodies
  }
  /** Count the executed operations by service, connector, workspace, caller, status or code. */
  getToolCallGroups: {
    query: {
      /** Property to group calls by. */
      by: "service" | "connector" | "workspace" | "caller" | "status" | "code"
      workspace_id?: string
      /**
       * The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or
       * trailing space, compared exactly.
       */
      workspace_name?: string
      /** Only calls of this connector. */
      connector_id?: string
      /** Such as `issues`. */
      entity?: string
      /** Such as `list`. */
      action?: string
      /** Part of `entity.action`, such as `issu` or `issues.l`, in any letter case. */
      operation_contains?: string
      /** Outcome of the call. */
      status?: "success" | "error"
      /** Only calls of this service. */
      definition_id?: string
      /** Only calls that failed with this code. */
      code?: "malformed_request" | "request_timeout" | "malformed_json" | "invalid_credentials" | "oauth_not_configured" | "oauth_state_unknown" | "unauthenticated" | "connect_session_ended" | "invalid_client" | "invalid_sign_in" | "csrf_refused" | "sign_up_link_invalid" | "recent_sign_in_required" | "passwords_off" | "password_link_invalid" | "email_link_invalid" | "second_factor_required" | "second_factor_missing" | "network_not_allowed" | "wrong_code" | "second_factor_not_found" | "passkey_refused" | "passkey_not_found" | "wrong_password" | "not_permitted" | "connect_begin_refused" | "confirmation_refused" | "organization_mismatch" | "origin_not_allowed" | "workspace_inactive" | "not_granted" | "quota_exceeded" | "route_not_found" | "workspace_not_found" | "definition_not_found" | "sample_data_not_found" | "template_not_found" | "connector_not_found" | "connect_session_not_found" | "oauth_secret_not_found" | "organization_not_found" | "alias_not_found" | "application_not_found" | "webhook_endpoint_not_found" | "webhook_delivery_not_found" | "secret_not_found" | "session_not_found" | "agent_grant_not_found" | "agent_client_not_found" | "agent_sign_in_not_found" | "device_sign_in_not_found" | "invitation_not_found" | "provider_not_found" | "domain_not_found" | "workspace_key_not_found" | "person_not_found" | "tool_call_not_found" | "webhook_endpoint_disabled" | "webhook_endpoints_full" | "workspace_keys_full" | "connect_session_state" | "connector_pending" | "definition_exists" | "definition_in_use" | "connector_exists" | "connector_ambiguous" | "secrets_full" | "last_secret" | "domain_not_proven" | "domain_taken" | "providers_full" | "agent_clients_full" | "sign_in_policy_refused" | "last_owner" | "name_taken" | "workspace_protected" | "idempotency_in_flight" | "idempotency_outcome_unknown" | "body_too_large" | "request_too_large" | "unsupported_media_type" | "invalid_request" | "idempotency_mismatch" | "invalid_configuration" | "unknown_operation" | "invalid_params" | "not_supported" | "upstream_rejected" | "provider_failed" | "outcome_unknown" | "response_too_large" | "egress_refused" | "needs_reauthentication" | "rate_limited" | "workspace_busy" | "upstream_rate_limited" | "internal" | "upstream_error" | "upstream_unreachable" | "unavailable" | "key_unavailable" | "upstream_timeout"
      /** Only calls by this application. */
      application_id?: string
      /** Only calls by this person. */
      person_id?: string
      /** Earliest time, such as `2026-11-25T00:00:00Z`. */
      since?: string
      /** Before this time. */
      until?: string
      /**
       * With `by` connector or workspace: ids, divided by commas, 100 at most. These groups are returned, in
       * this order, with or without calls.
       */
      keys?: string
      /** Most groups in the response. Default: 10. */
      limit?: number
      /** Number of buckets into which the time is divided. Default: 1. */
      buckets?: number
      /** Adds what workspaces and connectors are called now. */
      include_names?: boolean
    }
    output: {
      since: string
      until: string
      bucket_seconds: number
      data: CallGroup[]
      rest: {
        /** Number of further groups. */
        groups: number
        calls: number
        errors: number
      } | null
    }
  }
  /** Count the executed operations over time. */
  getToolCallStatistics: {
    query: {
      workspace_id?: string
      /**
       * The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or
       * trailing space, compared exactly.
       */
      workspace_name?: string
      /** Only calls of this connector. */
      connector_id?: string
      /** Such as `issues`. */
      entity?: string
      /** Such as `list`. */
      action?: string
      /** Part of `entity.action`, such as `issu` or `issues.l`, in any letter case. */
      operation_contains?: string
      /** Outcome of the call. */
      status?: "success" | "error"
      /** Only calls of this service. */
      definition_id?: string
      /** Only calls that failed with this code. */
      code?: "malformed_request" | "request_timeout" | "malformed_json" | "invalid_credentials" | "oauth_not_configured" | "oauth_state_unknown" | "unauthenticated" | "connect_session_ended" | "invalid_client" | "invalid_sign_in" | "csrf_refused" | "sign_up_link_invalid" | "recent_sign_in_required" | "passwords_off" | "password_link_invalid" | "email_link_invalid" | "second_factor_required" | "second_factor_missing" | "network_not_allowed" | "wrong_code" | "second_factor_not_found" | "passkey_refused" | "passkey_not_found" | "wrong_password" | "not_permitted" | "connect_begin_refused" | "confirmation_refused" | "organization_mismatch" | "origin_not_allowed" | "workspace_inactive" | "not_granted" | "quota_exceeded" | "route_not_found" | "workspace_not_found" | "definition_not_found" | "sample_data_not_found" | "template_not_found" | "connector_not_found" | "connect_session_not_found" | "oauth_secret_not_found" | "organization_not_found" | "alias_not_found" | "application_not_found" | "webhook_endpoint_not_found" | "webhook_delivery_not_found" | "secret_not_found" | "session_not_found" | "agent_grant_not_found" | "agent_client_not_found" | "agent_sign_in_not_found" | "device_sign_in_not_found" | "invitation_not_found" | "provider_not_found" | "domain_not_found" | "workspace_key_not_found" | "person_not_found" | "tool_call_not_found" | "webhook_endpoint_disabled" | "webhook_endpoints_full" | "workspace_keys_full" | "connect_session_state" | "connector_pending" | "definition_exists" | "definition_in_use" | "connector_exists" | "connector_ambiguous" | "secrets_full" | "last_secret" | "domain_not_proven" | "domain_taken" | "providers_full" | "agent_clients_full" | "sign_in_policy_refused" | "last_owner" | "name_taken" | "workspace_protected" | "idempotency_in_flight" | "idempotency_outcome_unknown" | "body_too_large" | "request_too_large" | "unsupported_media_type" | "invalid_request" | "idempotency_mismatch" | "invalid_configuration" | "unknown_operation" | "invalid_params" | "not_supported" | "upstream_rejected" | "provider_failed" | "outcome_unknown" | "response_too_large" | "egress_refused" | "needs_reauthentication" | "rate_limited" | "workspace_busy" | "upstream_rate_limited" | "internal" | "upstream_error" | "upstream_unreachable" | "unavailable" | "key_unavailable" | "upstream_timeout"
      /** Only calls by this application. */
      application_id?: string
      /** Only calls by this person. */
      person_id?: string
      /** Earliest time, such as `2026-11-25T00:00:00Z`. */
      since?: string
      /** Before this time. */
      until?: string
      /** Number of buckets into which the time is divided. Default: 60. */
      buckets?: number
    }
    output: {
      since: string
      until: string
      bucket_seconds: number
      data: CallBucket[]
    }
  }
  /** List the operations that were executed. */
  listToolCalls: {
    query: {
      workspace_id?: string
      /**
       * The name of a workspace: 1–255 characters in NFC, no control or format characters, no leading or
       * trailing space, compared exactly.
       */
      workspace_name?: string
      /** Only calls of this connector. */
      connector_id?: string
      /** Such as `issues`. */
      entity?: string
      /** Such as `list`. */
      action?: string
      /** Part of `entity.action`, such as `issu` or `issues.l`, in any letter case. */
      operation_contains?: string
      /** Outcome of the call. */
      status?: "success" | "error"
      /** Only calls of this service. */
      definition_id?: string
      /** Only calls that failed with this code. */
      code?: "malformed_request" | "request_timeout" | "malformed_json" | "invalid_credentials" | "oauth_not_configured" | "oauth_state_unknown" | "unauthenticated" | "connect_session_ended" | "invalid_client" | "invalid_sign_in" | "csrf_refused" | "sign_up_link_invalid" | "recent_sign_in_required" | "passwords_off" | "password_link_invalid" | "email_link_invalid" | "second_factor_required" | "second_factor_missing" | "network_not_allowed" | "wrong_code" | "second_factor_not_found" | "passkey_refused" | "passkey_not_found" | "wrong_password" | "not_permitted" | "connect_begin_refused" | "confirmation_refused" | "organization_mismatch" | "origin_not_allowed" | "workspace_inactive" | "not_granted" | "quota_exceeded" | "route_not_found" | "workspace_not_found" | "definition_not_found" | "sample_data_not_found" | "template_not_found" | "connector_not_found" | "connect_session_not_found" | "oauth_secret_not_found" | "organization_not_found" | "alias_not_found" | "application_not_found" | "webhook_endpoint_not_found" | "webhook_delivery_not_found" | "secret_not_found" | "session_not_found" | "agent_grant_not_found" | "agent_client_not_found" | "agent_sign_in_not_found" | "device_sign_in_not_found" | "invitation_not_found" | "provider_not_found" | "domain_not_found" | "workspace_key_not_found" | "person_not_found" | "tool_call_not_found" | "webhook_endpoint_disabled" | "webhook_endpoints_full" | "workspace_keys_full" | "connect_session_state" | "connector_pending" | "definition_exists" | "definition_in_use" | "connector_exists" | "connector_ambiguous" | "secrets_full" | "last_secret" | "domain_not_proven" | "domain_taken" | "providers_full" | "agent_clients_full" | "sign_in_policy_refused" | "last_owner" | "name_taken" | "workspace_protected" | "idempotency_in_flight" | "idempotency_outcome_unknown" | "body_too_large" | "request_too_large" | "unsupported_media_type" | "invalid_request" | "idempotency_mismatch" | "invalid_configuration" | "unknown_operation" | "invalid_params" | "not_supported" | "upstream_rejected" | "provider_failed" | "outcome_unknown" | "response_too_large" | "egress_refused" | "needs_reauthentication" | "rate_limited" | "workspace_busy" | "upstream_rate_limited" | "internal" | "upstream_error" | "upstream_unreachable" | "unavailable" | "key_unavailable" | "upstream_timeout"
      /** Only calls by this application. */
      application_id?: string
      /** Only calls by this person. */
      person_id?: string
      /** Earliest time, such as `2026-11-25T00:00:00Z`. */
      since?: string
      /** Before this time. */
      until?: string
      /** Only calls by the program that has this grant. */
      grant_id?: string
      /** Adds what workspaces and connectors are called now. */
      include_names?: boolean
      /** Default: 20. */
      limit?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
    }
    output: {
      data: ToolCallItem[]
      /**
       * Relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with
       * filters it may hold fewer than `limit`, or none, and have a next one.
       */
      next: string | null
    }
  }
  /** List who changed what, and who was refused. */
  listAuditRecords: {
    query: {
      /** Event, such as `workspace.deleted`. */
      event?: string
      /**
       * Part of the event, in any letter case. Spaces match underscores and word boundaries: `tokens
       * revoked` finds `tokens_revoked`, `delete workspace` finds `deleteWorkspace`.
       */
      event_contains?: string
      /** Only events with this outcome. */
      outcome?: "done" | "refused"
      /** Only events in this workspace. */
      workspace_id?: string
      /** Only events about connectors and OAuth apps of this service. */
      definition_id?: string
      /** Only events that this application caused. */
      application_id?: string
      /** Only events that this person caused. */
      person_id?: string
      /** Only events that the program with this grant caused. */
      grant_id?: string
      /** Earliest time, such as `2026-11-25T00:00:00Z`. */
      since?: string
      /** Before this time. */
      until?: string
      /** Adds what workspaces and connectors are called now. */
      include_names?: boolean
      /** Default: 20. */
      limit?: number
      /** Cursor out of `next` of the previous page. */
      cursor?: string
    }
    output: {
      data: AuditRecord[]
      /**
       * Relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with
       * filters it may hold fewer than `limit`, or none, and have a next one.
       */
      next: string | null
    }
  }
  /** Get a definition: what it needs to connect, and questions it can answer. */
  getDefinition: {
    path: {
      definition_id: string
    }
    output: {
      id: string
      definition: {
        name: string
        sourceDefinitionId: string
        /** A square SVG, for light and dark pages. */
        iconUrl?: string
        custom: boolean
        supportLevel: "archived" | "certified" | "community" | "none" | null
        spec: Record<string, unknown>
        documentationUrl?: string
      }
      /** All that can be executed, whatever one connector or token allows of it. */
      entities: {
        entity: string
        operations: {
          action: string
          effect: "read" | "write" | "destructive"
        }[]
      }[]
      example_questions: {
        direct: string[]
        search: string[]
      }
    }
  }
  /** List the types of connector this server knows. */
  listDefinitions: {
    query: {
      /** Part of the name or of the slug, as in zendesk-support, in any letter case. */
      name?: string
    }
    output: {
      definitions: {
        name: string
        sourceDefinitionId: string
        /** A square SVG, for light and dark pages. */
        iconUrl?: string
        custom: boolean
        supportLevel: "archived" | "certified" | "community" | "none" | null
      }[]
    }
  }
  /** List the types of destination that records can be copied to: there are none. */
  listDestinationDefinitions: {
    query: {
      actorDefinitionIds?: string[]
    }
    output: {
      destinations: {
        id: string
        name: string
        icon: string
      }[]
    }
  }
  /** Get a template for the organization, for existing clients. */
  cloneTemplate: {
    body: {
      original_source_template_id: string
      /** Accepted and not used: the template keeps its name. */
      name?: string
      mode?: "DIRECT" | "REPLICATION" | "MULTI"
    }
    output: DetailedTemplate
  }
  /** Get a template with the specification of its configuration. */
  getTemplate: {
    path: {
      template_id: string
    }
    output: DetailedTemplate
  }
  /** List templates of destinations: there are none. */
  listConnectionTemplates: {
    query: {
      tags?: string[]
      /** Default: all. */
      tags_mode?: "all" | "any"
    }
    output: {
      data: Record<string, unknown>[]
    }
  }
  /** List the templates that every organization has: one per definition. */
  listGlobalTemplates: {
    output: {
      data: SummarizedTemplate[]
    }
  }
  /** List the organization's templates, or the global ones. */
  listTemplates: {
    query: {
      /** Default: false. */
      use_global?: boolean
      tags?: string[]
      /** Default: all. */
      tags_mode?: "all" | "any"
    }
    output: {
      data: SummarizedTemplate[]
    }
  }
  /** Add a definition from an OpenAPI document or a GraphQL schema. */
  addDefinition: {
    body: {
      /**
       * Text of an OpenAPI 3.0 or 3.1 document, of Swagger 2.0, or of a GraphQL schema (the response to an
       * introspection query, or the schema language): JSON of at most 32 MiB, anything else of at most 8
       * MiB. The server fetches nothing.
       */
      document: string
      /** Text of an OpenAPI Overlay 1.0 that corrects the document. */
      overlay?: string | null
      /** Name for people. Default: the title, else the slug. */
      name?: string | null
      /**
       * Address that the document was read from. If the document names no server and this begins with
       * https://, requests go to its host unless a connector gives `base_url`. Of a GraphQL schema it is the
       * address of the API: requests go there.
       */
      source_url?: string | null
      /** Lower case, digits and hyphens. Default: made from the title. It never changes. */
      slug?: string | null
    }
    output: {
      /** `definition_id` of its connectors. */
      id: string
      /** Its name in `connector_type`, as `parcel-tracker`. */
      slug: string
      /** Its name for people, which `connector_type` takes too. */
      name: string
      /** Version that the document states. */
      version: string
      entities: number
      operations: number
      /** Operations and security schemes that cannot be offered. */
      left_out: number
      /** Size of the document with its overlay. */
      document_bytes: number
      has_overlay: boolean
      /** Address that the document was read from. */
      source_url: string | null
      created_at: string
      updated_at: string
      /** The first 100 things that cannot be offered. An overlay can correct it. */
      omissions: {
        /** Part of the document, such as `GET /parcels` or `security scheme oauth`. */
        what: string
        reason: string
        /** Line of the document, from 1. */
        line: number
      }[]
    }
  }
  /** Delete a definition that no connector uses. */
  deleteDefinition: {
    path: {
      definition_id: string
    }
    output: {
      id: string
      deleted_at: string
    }
  }
  /** Get a definition that the organization added. */
  getOwnDefinition: {
    path: {
      definition_id: string
    }
    output: {
      /** `definition_id` of its connectors. */
      id: string
      /** Its name in `connector_type`, as `parcel-tracker`. */
      slug: string
      /** Its name for people, which `connector_type` takes too. */
      name: string
      /** Version that the document states. */
      version: string
      entities: number
      operations: number
      /** Operations and security schemes that cannot be offered. */
      left_out: number
      /** Size of the document with its overlay. */
      document_bytes: number
      has_overlay: boolean
      /** Address that the document was read from. */
      source_url: string | null
      created_at: string
      updated_at: string
    }
  }
  /** List the definitions that the organization added. */
  listOwnDefinitions: {
    output: {
      data: {
        /** `definition_id` of its connectors. */
        id: string
        /** Its name in `connector_type`, as `parcel-tracker`. */
        slug: string
        /** Its name for people, which `connector_type` takes too. */
        name: string
        /** Version that the document states. */
        version: string
        entities: number
        operations: number
        /** Operations and security schemes that cannot be offered. */
        left_out: number
        /** Size of the document with its overlay. */
        document_bytes: number
        has_overlay: boolean
        /** Address that the document was read from. */
        source_url: string | null
        created_at: string
        updated_at: string
      }[]
    }
  }
  /** Change the document, overlay or name of a definition. */
  updateDefinition: {
    path: {
      definition_id: string
    }
    body: {
      /**
       * Text of an OpenAPI 3.0 or 3.1 document, of Swagger 2.0, or of a GraphQL schema (the response to an
       * introspection query, or the schema language): JSON of at most 32 MiB, anything else of at most 8
       * MiB. The server fetches nothing.
       */
      document?: string
      /** Text of an OpenAPI Overlay 1.0 that corrects the document. */
      overlay?: string | null
      /** Name for people. Default: the title, else the slug. */
      name?: string | null
      /**
       * Address that the document was read from. If the document names no server and this begins with
       * https://, requests go to its host unless a connector gives `base_url`. Of a GraphQL schema it is the
       * address of the API: requests go there.
       */
      source_url?: string | null
      /** Only reports what would change. Nothing is stored, and nothing is in the audit. Default: false. */
      dry_run?: boolean
    }
    output: {
      /** `definition_id` of its connectors. */
      id: string
      /** Its name in `connector_type`, as `parcel-tracker`. */
      slug: string
      /** Its name for people, which `connector_type` takes too. */
      name: string
      /** Version that the document states. */
      version: string
      entities: number
      operations: number
      /** Operations and security schemes that cannot be offered. */
      left_out: number
      /** Size of the document with its overlay. */
      document_bytes: number
      has_overlay: boolean
      /** Address that the document was read from. */
      source_url: string | null
      created_at: string
      updated_at: string
      /** The first 100 things that cannot be offered. An overlay can correct it. */
      omissions: {
        /** Part of the document, such as `GET /parcels` or `security scheme oauth`. */
        what: string
        reason: string
        /** Line of the document, from 1. */
        line: number
      }[]
      /** Whether any operation breaks. */
      breaks: boolean
      /** The first 500. */
      operation_changes: {
        kind: "added" | "removed" | "renamed" | "changed"
        /** Entity and action, as `parcels.list`. */
        name: string
        /** Its name before, if it was renamed. */
        former: string | null
        /** Method and path, such as `GET /parcels`. */
        request: string
        /** Changes for callers. */
        changes: string[]
        /** Operations that tokens and connectors narrowed to entities, actions or reading gain or lose. */
        narrowed: string[]
        /** Whether a call that was taken before can be refused. */
        breaks: boolean
      }[]
      /** Changes for stored connectors: where credentials go, ways to authenticate. */
      connector_changes: string[]
    }
  }
  /** Read a skill. */
  getSkillDocs: {
    query: {
      /** Id of the skill, or of its connector. */
      id: string
      /** Id of a section in `outline`. */
      section?: string
      /** The caller's organization. Another one has no skills. */
      organization_id?: string
      /** Workspace of the connectors. Default: all that the caller reaches. */
      workspace_id?: string
    }
    output: {
      metadata: {
        /** `connector-source:` and the id of the connector. */
        id: string
        kind: "static" | "connector_source"
        title: string
        /**
         * `catalog`, `operator` for a connector document that was added to this server, `organization` for one
         * that the organization added.
         */
        provenance: string
        /** Version of the connector document. */
        version: string
        freshness: {
          /** `degraded`: the connector cannot be used now; `warnings` say why. */
          state: "static" | "live" | "degraded" | "unknown"
          checked_at?: string
        }
        summary?: string
        /** Type of the connector, such as `github`. */
        tags: string[]
        warnings: string[]
      }
      outline: {
        id: string
        title: string
        summary?: string
        available: boolean
      }[]
      section_id: string | null
      content: {
        type: "heading" | "paragraph" | "list" | "code" | "table"
        text?: string
        /** Level of a heading, from 1. */
        level?: number
        /** Items of a list. */
        items?: string[]
        /** Language of code. */
        language?: string
        code?: string
        /** Column headings of a table. */
        headers?: string[]
        /** Rows of a table. */
        rows?: string[][]
      }[]
    }
  }
  /** List skills. */
  listSkills: {
    query: {
      /** Default: 20. */
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The caller's organization. Another one has no skills. */
      organization_id?: string
      /** Workspace of the connectors. Default: all that the caller reaches. */
      workspace_id?: string
    }
    output: {
      data: {
        /** `connector-source:` and the id of the connector. */
        id: string
        kind: "static" | "connector_source"
        title: string
        /**
         * `catalog`, `operator` for a connector document that was added to this server, `organization` for one
         * that the organization added.
         */
        provenance: string
        /** Version of the connector document. */
        version: string
        freshness: {
          /** `degraded`: the connector cannot be used now; `warnings` say why. */
          state: "static" | "live" | "degraded" | "unknown"
          checked_at?: string
        }
        summary?: string
        /** Type of the connector, such as `github`. */
        tags: string[]
        warnings: string[]
      }[]
      /** Cursor of the next page; null on the last. */
      next_cursor: string | null
    }
  }
  /** Search skills. */
  searchSkills: {
    query: {
      /** Words, separated by spaces. Case does not matter. */
      query: string
      /** Default: 20. */
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The caller's organization. Another one has no skills. */
      organization_id?: string
      /** Workspace of the connectors. Default: all that the caller reaches. */
      workspace_id?: string
    }
    output: {
      data: {
        /** `connector-source:` and the id of the connector. */
        id: string
        kind: "static" | "connector_source"
        title: string
        /**
         * `catalog`, `operator` for a connector document that was added to this server, `organization` for one
         * that the organization added.
         */
        provenance: string
        /** Version of the connector document. */
        version: string
        freshness: {
          /** `degraded`: the connector cannot be used now; `warnings` say why. */
          state: "static" | "live" | "degraded" | "unknown"
          checked_at?: string
        }
        summary?: string
        /** Type of the connector, such as `github`. */
        tags: string[]
        warnings: string[]
      }[]
      /** Cursor of the next page; null on the last. */
      next_cursor: string | null
    }
  }
  /** Run one operation of a service on sample data. */
  executeSampleOperation: {
    path: {
      workspace_id: string
      connector_type: string
    }
    body: {
      entity: string
      action: string
      /** Parameters of the operation, as one flat object. */
      params?: Record<string, unknown> | null
      /**
       * Dotted paths of what is wanted of each record; the rest is left out. `warning` lists those that no
       * record has.
       */
      select_fields?: string[] | null
      /** Dotted paths of what is left out of each record. */
      exclude_fields?: string[] | null
      /**
       * False shortens strings of more than 1,000 characters in the records of `list` and `api_search`;
       * `warning` says how many. Default: true.
       */
      skip_truncation?: boolean
    }
    output: {
      status: "success"
      /** An array for lists, an object otherwise. */
      result: unknown
      /** Paging information of the response, or null. */
      connector_metadata: unknown
      execution_metadata: {
        /** The records are made up. */
        sample: true
        workspace_id: string
        execution_time_ms: number
      }
      /** Set if the result is incomplete or truncated, or if selected fields are absent. */
      warning?: string
    }
  }
  /** List the services that can be tried without a credential. */
  listSampleServices: {
    path: {
      workspace_id: string
    }
    output: {
      workspace_id: string
      data: {
        /** Slug of the definition, as in `github`. */
        connector_type: string
        definition_id: string
        name: string
      }[]
    }
  }
}

/**
 * Method, path template, and whether a request whose reply was lost may be sent again: `freely`, `with
 * a key` that makes it happen once, or `never`.
 */
export const ROUTES = {
  createApplicationToken: ['POST', '/api/v1/account/applications/token', 'freely'],
  createScopedToken: ['POST', '/api/v1/account/applications/scoped-token', 'freely'],
  createWidgetToken: ['POST', '/api/v1/account/applications/widget-token', 'never'],
  getScopedTokenInfo: ['GET', '/api/v1/account/applications/scoped-token/info', 'freely'],
  revokeToken: ['POST', '/api/v1/account/applications/token/revoke', 'with a key'],
  createApplication: ['POST', '/api/v1/applications', 'never'],
  createApplicationSecret: ['POST', '/api/v1/applications/{application_id}/secrets', 'never'],
  deleteApplication: ['DELETE', '/api/v1/applications/{application_id}', 'with a key'],
  listApplications: ['GET', '/api/v1/applications', 'freely'],
  retireApplicationSecret: ['DELETE', '/api/v1/applications/{application_id}/secrets/{secret_id}', 'with a key'],
  revokeApplicationTokens: ['POST', '/api/v1/applications/{application_id}/revoke-tokens', 'with a key'],
  deleteBrandingLogo: ['DELETE', '/api/v1/organization/branding/logo', 'with a key'],
  getBranding: ['GET', '/api/v1/organization/branding', 'freely'],
  getOrganization: ['GET', '/api/v1/organization', 'freely'],
  getOrganizationSetup: ['GET', '/api/v1/organization/setup', 'freely'],
  getOrganizationUsage: ['GET', '/api/v1/organization/usage', 'freely'],
  listAccountOrganizations: ['GET', '/api/v1/internal/account/organizations', 'freely'],
  listOrganizationCredentials: ['GET', '/api/v1/organizations/{organization_id}/credentials', 'freely'],
  setBrandingLogo: ['PUT', '/api/v1/organization/branding/logo', 'with a key'],
  updateBranding: ['PUT', '/api/v1/organization/branding', 'with a key'],
  updateOrganization: ['PUT', '/api/v1/organization', 'with a key'],
  endPersonSessions: ['DELETE', '/api/v1/people/{person_id}/sessions', 'with a key'],
  listPeople: ['GET', '/api/v1/people', 'freely'],
  removePerson: ['DELETE', '/api/v1/people/{person_id}', 'with a key'],
  reviewAccess: ['GET', '/api/v1/access-review', 'freely'],
  listWorkspaceMembers: ['GET', '/api/v1/workspaces/{workspace_id}/members', 'freely'],
  removeWorkspaceMember: ['DELETE', '/api/v1/workspaces/{workspace_id}/members/{person_id}', 'with a key'],
  setPersonRole: ['PUT', '/api/v1/people/{person_id}/role', 'with a key'],
  setWorkspaceEveryone: ['PUT', '/api/v1/workspaces/{workspace_id}/everyone', 'with a key'],
  setWorkspaceMember: ['PUT', '/api/v1/workspaces/{workspace_id}/members/{person_id}', 'with a key'],
  createInvitations: ['POST', '/api/v1/invitations', 'never'],
  listInvitations: ['GET', '/api/v1/invitations', 'freely'],
  renewInvitation: ['POST', '/api/v1/invitations/{invitation_id}/link', 'never'],
  revokeInvitation: ['DELETE', '/api/v1/invitations/{invitation_id}', 'with a key'],
  getConnectorAccess: ['GET', '/api/v1/integrations/connectors/{connector_id}/access', 'freely'],
  setConnectorAccess: ['PUT', '/api/v1/integrations/connectors/{connector_id}/access', 'with a key'],
  removePersonSecondFactor: ['DELETE', '/api/v1/people/{person_id}/second-factor', 'with a key'],
  endAgentGrant: ['DELETE', '/api/v1/agent-grants/{grant_id}', 'with a key'],
  listAgentGrants: ['GET', '/api/v1/agent-grants', 'freely'],
  createAgentClient: ['POST', '/api/v1/agent-clients', 'never'],
  deleteAgentClient: ['DELETE', '/api/v1/agent-clients/{client_id}', 'with a key'],
  listAgentClients: ['GET', '/api/v1/agent-clients', 'freely'],
  updateAgentClient: ['PUT', '/api/v1/agent-clients/{client_id}', 'with a key'],
  acceptProviderSuggestion: ['POST', '/api/v1/providers/{provider_id}/suggestions', 'with a key'],
  createProvider: ['POST', '/api/v1/providers', 'with a key'],
  deleteProvider: ['DELETE', '/api/v1/providers/{provider_id}', 'with a key'],
  getProviderTest: ['GET', '/api/v1/providers/{provider_id}/tests/{test_id}', 'freely'],
  listProviderSuggestions: ['GET', '/api/v1/providers/{provider_id}/suggestions', 'freely'],
  listProviders: ['GET', '/api/v1/providers', 'freely'],
  testProvider: ['POST', '/api/v1/providers/{provider_id}/test', 'freely'],
  updateProvider: ['PUT', '/api/v1/providers/{provider_id}', 'with a key'],
  createDirectoryToken: ['POST', '/api/v1/providers/{provider_id}/directory/token', 'never'],
  deleteDirectoryTokens: ['DELETE', '/api/v1/providers/{provider_id}/directory/token', 'with a key'],
  getDirectory: ['GET', '/api/v1/providers/{provider_id}/directory', 'freely'],
  checkDomain: ['POST', '/api/v1/domains/{domain}/check', 'with a key'],
  createDomain: ['POST', '/api/v1/domains', 'with a key'],
  deleteDomain: ['DELETE', '/api/v1/domains/{domain}', 'with a key'],
  getSignInPolicy: ['GET', '/api/v1/sign-in', 'freely'],
  listDomains: ['GET', '/api/v1/domains', 'freely'],
  updateSignInPolicy: ['PUT', '/api/v1/sign-in', 'with a key'],
  deleteWorkspace: ['DELETE', '/api/v1/workspaces/{workspace_id}', 'with a key'],
  deleteWorkspaceAlias: ['DELETE', '/api/v1/workspaces/{workspace_id}/aliases/{name}', 'with a key'],
  getWorkspace: ['GET', '/api/v1/workspaces/{workspace_id}', 'freely'],
  getWorkspaceByName: ['GET', '/api/v1/workspaces/by-name/{name}', 'freely'],
  getWorkspaceStats: ['GET', '/api/v1/workspaces/stats', 'freely'],
  listWorkspaces: ['GET', '/api/v1/workspaces', 'freely'],
  revokeWorkspaceTokens: ['POST', '/api/v1/workspaces/{workspace_id}/revoke-tokens', 'with a key'],
  updateWorkspace: ['PUT', '/api/v1/workspaces/{workspace_id}', 'with a key'],
  createWorkspaceKey: ['POST', '/api/v1/workspaces/{workspace_id}/keys', 'never'],
  listWorkspaceKeys: ['GET', '/api/v1/workspaces/{workspace_id}/keys', 'freely'],
  revokeWorkspaceKey: ['DELETE', '/api/v1/workspaces/{workspace_id}/keys/{key_id}', 'with a key'],
  createConnector: ['POST', '/api/v1/integrations/connectors', 'with a key'],
  deleteConnector: ['DELETE', '/api/v1/integrations/connectors/{connector_id}', 'with a key'],
  getConnector: ['GET', '/api/v1/integrations/connectors/{connector_id}', 'freely'],
  listConnectors: ['GET', '/api/v1/integrations/connectors', 'freely'],
  startRecording: ['POST', '/api/v1/integrations/connectors/{connector_id}/recording', 'with a key'],
  stopRecording: ['DELETE', '/api/v1/integrations/connectors/{connector_id}/recording', 'with a key'],
  updateConnector: ['PUT', '/api/v1/integrations/connectors/{connector_id}', 'with a key'],
  checkConnector: ['POST', '/api/v1/integrations/connectors/{connector_id}/check', 'freely'],
  checkNewConnector: ['POST', '/api/v1/integrations/connectors/check', 'freely'],
  inspectConnector: ['GET', '/api/v1/integrations/connectors/{connector_id}/inspect', 'freely'],
  executeOperation: ['POST', '/api/v1/integrations/connectors/{connector_id}/execute', 'with a key'],
  confirmOAuth: ['POST', '/api/v1/integrations/connectors/oauth/confirm', 'with a key'],
  deleteOAuthCredentials: ['DELETE', '/api/v1/oauth/credentials/connector_type/{connector_type}', 'with a key'],
  initiateOAuth: ['POST', '/api/v1/integrations/connectors/oauth/initiate', 'never'],
  listOAuthCredentials: ['GET', '/api/v1/oauth/credentials', 'freely'],
  setOAuthCredentials: ['PUT', '/api/v1/oauth/credentials', 'with a key'],
  createWebhookEndpoint: ['POST', '/api/v1/webhook-endpoints', 'never'],
  deleteWebhookEndpoint: ['DELETE', '/api/v1/webhook-endpoints/{endpoint_id}', 'with a key'],
  getWebhookEndpoint: ['GET', '/api/v1/webhook-endpoints/{endpoint_id}', 'freely'],
  listWebhookDeliveries: ['GET', '/api/v1/webhook-endpoints/{endpoint_id}/deliveries', 'freely'],
  listWebhookEndpoints: ['GET', '/api/v1/webhook-endpoints', 'freely'],
  pingWebhookEndpoint: ['POST', '/api/v1/webhook-endpoints/{endpoint_id}/ping', 'with a key'],
  replayWebhookDelivery: ['POST', '/api/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay', 'with a key'],
  rotateWebhookSecret: ['POST', '/api/v1/webhook-endpoints/{endpoint_id}/rotate-secret', 'never'],
  updateWebhookEndpoint: ['PUT', '/api/v1/webhook-endpoints/{endpoint_id}', 'with a key'],
  confirmConnectSession: ['POST', '/api/v1/connect/sessions/{session_id}/confirm', 'with a key'],
  createConnectSession: ['POST', '/api/v1/connect/sessions', 'never'],
  discardConnectSession: ['POST', '/api/v1/connect/sessions/{session_id}/discard', 'with a key'],
  eraseEndUser: ['DELETE', '/api/v1/connect/end-users/{end_user_id}', 'with a key'],
  getConnectSession: ['GET', '/api/v1/connect/sessions/{session_id}', 'freely'],
  listConnectSessions: ['GET', '/api/v1/connect/sessions', 'freely'],
  revokeConnectSession: ['POST', '/api/v1/connect/sessions/{session_id}/revoke', 'with a key'],
  createFlowSession: ['POST', '/api/v1/internal/mcp_oauth/sessions', 'never'],
  createWidgetSession: ['POST', '/api/v1/connect/widget-sessions', 'never'],
  getFlowSession: ['GET', '/api/v1/internal/mcp_oauth/sessions/{session_id}', 'freely'],
  updateFlowSession: ['PATCH', '/api/v1/internal/mcp_oauth/sessions/{session_id}', 'freely'],
  getToolCall: ['GET', '/api/v1/tool-calls/{tool_call_id}', 'freely'],
  getToolCallBodies: ['GET', '/api/v1/tool-calls/{tool_call_id}/bodies', 'freely'],
  getToolCallGroups: ['GET', '/api/v1/tool-calls/groups', 'freely'],
  getToolCallStatistics: ['GET', '/api/v1/tool-calls/statistics', 'freely'],
  listToolCalls: ['GET', '/api/v1/tool-calls', 'freely'],
  listAuditRecords: ['GET', '/api/v1/audit', 'freely'],
  getDefinition: ['GET', '/api/v1/integrations/definitions/sources/{definition_id}', 'freely'],
  listDefinitions: ['GET', '/api/v1/integrations/definitions/sources', 'freely'],
  listDestinationDefinitions: ['GET', '/api/v1/integrations/definitions/destinations', 'freely'],
  cloneTemplate: ['POST', '/api/v1/integrations/templates/sources', 'freely'],
  getTemplate: ['GET', '/api/v1/integrations/templates/sources/{template_id}', 'freely'],
  listConnectionTemplates: ['GET', '/api/v1/integrations/templates/connections', 'freely'],
  listGlobalTemplates: ['GET', '/api/v1/integrations/templates/sources/global', 'freely'],
  listTemplates: ['GET', '/api/v1/integrations/templates/sources', 'freely'],
  addDefinition: ['POST', '/api/v1/definitions', 'with a key'],
  deleteDefinition: ['DELETE', '/api/v1/definitions/{definition_id}', 'with a key'],
  getOwnDefinition: ['GET', '/api/v1/definitions/{definition_id}', 'freely'],
  listOwnDefinitions: ['GET', '/api/v1/definitions', 'freely'],
  updateDefinition: ['PATCH', '/api/v1/definitions/{definition_id}', 'with a key'],
  getSkillDocs: ['GET', '/api/v1/skills/docs', 'freely'],
  listSkills: ['GET', '/api/v1/skills', 'freely'],
  searchSkills: ['GET', '/api/v1/skills/search', 'freely'],
  executeSampleOperation: ['POST', '/api/v1/workspaces/{workspace_id}/sample-data/{connector_type}/execute', 'freely'],
  listSampleServices: ['GET', '/api/v1/workspaces/{workspace_id}/sample-data', 'freely'],
} as const

/** Actions that a read-only grant allows. */
export const READ_ACTIONS = ['list', 'get', 'api_search', 'download', 'context_store_search', 'describe'] as const

/** Actions whose result is a list of records, in pages. */
export const LIST_ACTIONS = ['list', 'api_search'] as const

/** The most that one part of a grant may list. */
export const MOST_GRANTED = 50

/** Variables of the environment, by the option that each stands in for. */
export const SDK_VARIABLES = {
  url: 'BULKHEAD_URL',
  clientId: 'BULKHEAD_CLIENT_ID',
  clientSecret: 'BULKHEAD_CLIENT_SECRET',
  organizationId: 'BULKHEAD_ORGANIZATION_ID',
  token: 'BULKHEAD_TOKEN',
} as const

/** Version of this package. */
export const SDK_VERSION = '0.1.0'

/** Where a server is looked for when nobody says. */
export const DEFAULT_URL = 'http://localhost:4747'

/** The workspace that is meant where none is named. */
export const DEFAULT_WORKSPACE = 'default'

/** Codes of the errors that the server answers; see docs/reference/errors.md. */
export type ErrorCode =
| 'malformed_request'
| 'request_timeout'
| 'malformed_json'
| 'invalid_credentials'
| 'oauth_not_configured'
| 'oauth_state_unknown'
| 'unauthenticated'
| 'connect_session_ended'
| 'invalid_client'
| 'invalid_sign_in'
| 'csrf_refused'
| 'sign_up_link_invalid'
| 'recent_sign_in_required'
| 'passwords_off'
| 'password_link_invalid'
| 'email_link_invalid'
| 'second_factor_required'
| 'second_factor_missing'
| 'network_not_allowed'
| 'wrong_code'
| 'second_factor_not_found'
| 'passkey_refused'
| 'passkey_not_found'
| 'wrong_password'
| 'not_permitted'
| 'connect_begin_refused'
| 'confirmation_refused'
| 'organization_mismatch'
| 'origin_not_allowed'
| 'workspace_inactive'
| 'not_granted'
| 'quota_exceeded'
| 'route_not_found'
| 'workspace_not_found'
| 'definition_not_found'
| 'sample_data_not_found'
| 'template_not_found'
| 'connector_not_found'
| 'connect_session_not_found'
| 'oauth_secret_not_found'
| 'organization_not_found'
| 'alias_not_found'
| 'application_not_found'
| 'webhook_endpoint_not_found'
| 'webhook_delivery_not_found'
| 'secret_not_found'
| 'session_not_found'
| 'agent_grant_not_found'
| 'agent_client_not_found'
| 'agent_sign_in_not_found'
| 'device_sign_in_not_found'
| 'invitation_not_found'
| 'provider_not_found'
| 'domain_not_found'
| 'workspace_key_not_found'
| 'person_not_found'
| 'tool_call_not_found'
| 'webhook_endpoint_disabled'
| 'webhook_endpoints_full'
| 'workspace_keys_full'
| 'connect_session_state'
| 'connector_pending'
| 'definition_exists'
| 'definition_in_use'
| 'connector_exists'
| 'connector_ambiguous'
| 'secrets_full'
| 'last_secret'
| 'domain_not_proven'
| 'domain_taken'
| 'providers_full'
| 'agent_clients_full'
| 'sign_in_policy_refused'
| 'last_owner'
| 'name_taken'
| 'workspace_protected'
| 'idempotency_in_flight'
| 'idempotency_outcome_unknown'
| 'body_too_large'
| 'request_too_large'
| 'unsupported_media_type'
| 'invalid_request'
| 'idempotency_mismatch'
| 'invalid_configuration'
| 'unknown_operation'
| 'invalid_params'
| 'not_supported'
| 'upstream_rejected'
| 'provider_failed'
| 'outcome_unknown'
| 'response_too_large'
| 'egress_refused'
| 'needs_reauthentication'
| 'rate_limited'
| 'workspace_busy'
| 'upstream_rate_limited'
| 'internal'
| 'upstream_error'
| 'upstream_unreachable'
| 'unavailable'
| 'key_unavailable'
| 'upstream_timeout'
