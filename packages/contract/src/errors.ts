/**
 * Every error that a caller can get: its HTTP status, a title, and what to do about it. The status and the meaning of a
 * code never change. `docs/reference/errors.md` is generated from this table.
 */
export const ERRORS = {
  malformed_request: {
    status: 400,
    title: 'The bytes are not a valid HTTP request',
    remedy: 'Send HTTP/1.1 with headers of at most 16 KiB.',
  },
  request_timeout: {
    status: 408,
    title: 'The request did not arrive in time',
    remedy: 'Send all of it, its body included, within 60 seconds. Nothing was done.',
  },
  malformed_json: {
    status: 400,
    title: 'The body is not JSON',
    remedy: 'Send one JSON value as UTF-8 with `Content-Type: application/json`.',
  },
  invalid_credentials: {
    status: 400,
    title: 'The credentials match no authentication option of this definition',
    remedy: 'The message lists the keys you sent and the options with the keys each of them needs.',
  },
  oauth_not_configured: {
    status: 400,
    title: 'The organization has no usable OAuth client for this definition',
    remedy:
      'Register a client at the service, with the callback URL of this server, and set it here: `PUT /api/v1/oauth/credentials`. The message says what is missing or has moved.',
  },
  oauth_state_unknown: {
    status: 400,
    title:
      'This authorization was already finished, took longer than ten minutes, or was not begun here in this browser',
    remedy:
      'Go back to the application and begin again. A link to authorize is valid once. An authorization that a person begins in the web app must end in the same browser. It also ends when its token is revoked, the client secret behind it is retired, or its workspace is deactivated or deleted.',
  },
  unauthenticated: {
    status: 401,
    title: 'A valid token is required',
    remedy:
      'Send `Authorization: Bearer <token>`. Tokens are short-lived: get a new one from `POST /api/v1/account/applications/token`.',
  },
  connect_session_ended: {
    status: 401,
    title: 'This connect link has ended',
    remedy:
      'Ask the sender for a new link. A link is valid once and for a limited time, and ends if it is revoked. An unknown link and an ended one get the same response.',
  },
  invalid_client: {
    status: 401,
    title: 'The client id or the client secret is wrong',
    remedy: 'Check `client_id` and `client_secret`. An unknown id and a wrong secret get the same response.',
  },
  invalid_sign_in: {
    status: 401,
    title: 'The e-mail address or the password is wrong',
    remedy: 'Check both. An unknown address and a wrong password get the same response.',
  },
  csrf_refused: {
    status: 403,
    title: 'The request does not prove that a page of this server sent it',
    remedy:
      'A request that the session cookie authenticates needs, unless it is `GET`, the header `X-CSRF-Token` with `csrf_token` of `GET /auth/session`, and `Origin` or `Sec-Fetch-Site` of this server. Programs send a token instead of the cookie. Behind a proxy, set `BULKHEAD_PUBLIC_URL`.',
  },
  sign_up_link_invalid: {
    status: 403,
    title:
      'The sign-up link is used up, too old or not a link of this server, or the e-mail address cannot be used with it',
    remedy:
      "Try another e-mail address: after three that cannot be used the link is used up. A link that resets a password accepts only that person's address. For a new link: `bulkhead operator owners link` or `owners reset`, or start the server again while it has no owner.",
  },
  recent_sign_in_required: {
    status: 403,
    title: 'This request needs a session that began within 15 minutes',
    remedy: 'Sign in again, and repeat the request.',
  },
  passwords_off: {
    status: 403,
    title: 'The organization has turned off sign-in by password',
    remedy:
      "Sign in with the organization's provider. If the provider is down, the operator can make a link for an owner: `bulkhead operator owners reset`.",
  },
  password_link_invalid: {
    status: 403,
    title: 'The link for a new password was used, is too old, or was replaced by a newer one',
    remedy: 'Request another mail: `POST /auth/password/forgotten`. A link is valid once, for 30 minutes.',
  },
  email_link_invalid: {
    status: 403,
    title: 'The link for a new address was used, is too old, was replaced, or the address is taken',
    remedy: 'Request another mail: `POST /auth/email`. A link is valid once, for 30 minutes.',
  },
  second_factor_required: {
    status: 401,
    title: 'The password is right, but a code from the authenticator app is also required',
    remedy:
      'Also send `code`: the current code of the app, or a recovery code. If you have neither, ask an admin: `DELETE /api/v1/people/{person_id}/second-factor`. For the last owner: `bulkhead operator owners reset`.',
  },
  second_factor_missing: {
    status: 403,
    title: 'The organization requires a second factor, but the person has none',
    remedy:
      'Set up an authenticator app or register a passkey in the web app, which leads there. Afterwards everything else works again, including the command line and agents.',
  },
  network_not_allowed: {
    status: 403,
    title: 'The organization allows people to work only from its own networks',
    remedy:
      'Connect to an allowed network, for example by VPN. Owners can change the list under Settings → Sign-in. If no owner can sign in, the operator can clear it: `bulkhead operator networks clear`. If the server sees the address of a proxy, set `BULKHEAD_TRUSTED_PROXIES`.',
  },
  wrong_code: {
    status: 403,
    title: 'The code is wrong, too old, or was already used',
    remedy:
      'Wait for the next code of the authenticator app, and check the clock of the device. A recovery code is valid once.',
  },
  second_factor_not_found: {
    status: 404,
    title: 'There is no second factor, or its setup was not begun within 15 minutes',
    remedy: 'Begin with `POST /auth/second-factor`.',
  },
  passkey_refused: {
    status: 403,
    title: 'The passkey was not accepted',
    remedy:
      'Begin again: a challenge is valid once, for 5 minutes, in the browser that asked for it. If the passkey was removed or belongs to another server, sign in another way and register one in your account.',
  },
  passkey_not_found: {
    status: 404,
    title: 'No such passkey',
    remedy: 'List them with `GET /auth/passkeys`.',
  },
  wrong_password: {
    status: 403,
    title: 'The current password is wrong',
    remedy: 'Enter the password that you sign in with.',
  },
  not_permitted: {
    status: 403,
    title: 'This kind of token may not call this operation',
    remedy:
      'Send a kind of token that the operation accepts: the API reference lists its callers. For example, `info` accepts a scoped token or a key, and minting accepts an application token or a session. A person cannot create a workspace.',
  },
  connect_begin_refused: {
    status: 403,
    title: 'The authorization cannot begin from here',
    remedy:
      'Start again from the page you came from. The nonce that begins an authorization is valid once, for two minutes, and only as long as its connect link.',
  },
  confirmation_refused: {
    status: 403,
    title: 'The confirmation does not match the connect session',
    remedy:
      'Send the `confirmation_code` that the browser of your signed-in user brought, and the id of that user as `end_user_id`. If they differ from those of the session, somebody else finished the link: discard it, `POST /api/v1/connect/sessions/{session_id}/discard`.',
  },
  organization_mismatch: {
    status: 403,
    title: 'The token belongs to a different organization than X-Organization-Id says',
    remedy: "Leave out the header, or send the token's organization.",
  },
  origin_not_allowed: {
    status: 403,
    title: 'The token is for pages of another origin',
    remedy:
      'Mint a widget token whose `allowed_origin` is exactly the origin of the page, including the port.',
  },
  workspace_inactive: {
    status: 403,
    title: 'The workspace is inactive',
    remedy: 'Activate it: `PUT /api/v1/workspaces/{workspace_id}` with `{"status": "active"}`.',
  },
  not_granted: {
    status: 403,
    title: "The token's grant, or the connector's `entities`, do not allow this",
    remedy:
      'The message says which. Mint a token with a wider grant, or change `entities` of the connector. Ids outside the grant get this error whether or not they exist.',
  },
  quota_exceeded: {
    status: 403,
    title: 'The organization has as many of these as its quota allows',
    remedy:
      'The message says which quota and how many. Delete what is not used, or ask the operator for more: `bulkhead operator organizations limit`.',
  },
  route_not_found: {
    status: 404,
    title: 'No such path',
    remedy: 'See `/docs` for the paths of this server.',
  },
  workspace_not_found: {
    status: 404,
    title: 'No such workspace',
    remedy:
      'List workspaces with `GET /api/v1/workspaces`. A new workspace is created only when an application mints a scoped or widget token, or makes a connect link, for a new name.',
  },
  definition_not_found: {
    status: 404,
    title: 'No such definition',
    remedy: 'List definitions with `GET /api/v1/integrations/definitions/sources`.',
  },
  sample_data_not_found: {
    status: 404,
    title: 'This server has no sample data for that service',
    remedy:
      'List the services that have some with `GET /api/v1/workspaces/{workspace_id}/sample-data`. The list is empty if the operator turned sample data off: `BULKHEAD_SAMPLE_DATA=off`.',
  },
  template_not_found: {
    status: 404,
    title: 'No such template',
    remedy: 'List templates with `GET /api/v1/integrations/templates/sources/global`.',
  },
  connector_not_found: {
    status: 404,
    title: 'No such connector',
    remedy:
      "List connectors with `GET /api/v1/integrations/connectors`. Another workspace's connector looks exactly like one that does not exist.",
  },
  connect_session_not_found: {
    status: 404,
    title: 'No such connect session',
    remedy: 'List them with `GET /api/v1/connect/sessions`. A session is kept for 30 days after it ended.',
  },
  oauth_secret_not_found: {
    status: 404,
    title: 'No such finished authorization',
    remedy:
      'A `server_side_oauth_secret_id` is valid once, for 10 minutes, in the workspace and for the definition that were authorized. Begin again with `POST /api/v1/integrations/connectors/oauth/initiate`.',
  },
  organization_not_found: {
    status: 404,
    title: 'No such organization',
    remedy: 'Send the organization of the token: `GET /api/v1/organization` shows it.',
  },
  alias_not_found: {
    status: 404,
    title: 'The workspace has no such alias',
    remedy:
      '`GET /api/v1/workspaces/{workspace_id}` lists its aliases. The current name is not one of them: rename the workspace first.',
  },
  application_not_found: {
    status: 404,
    title: 'No such application',
    remedy: 'List applications with `GET /api/v1/applications`.',
  },
  webhook_endpoint_not_found: {
    status: 404,
    title: 'No such webhook endpoint',
    remedy: 'List webhook endpoints with `GET /api/v1/webhook-endpoints`.',
  },
  webhook_delivery_not_found: {
    status: 404,
    title: 'The webhook endpoint has no such delivery',
    remedy:
      'List deliveries with `GET /api/v1/webhook-endpoints/{endpoint_id}/deliveries`. Delivered ones are kept for 7 days and failed ones for 30.',
  },
  secret_not_found: {
    status: 404,
    title: 'The application has no such secret',
    remedy: 'List applications with `GET /api/v1/applications`: each shows the ids of its secrets.',
  },
  session_not_found: {
    status: 404,
    title: 'The person has no such session',
    remedy: 'List your own sessions with `GET /auth/sessions`. The list does not include ended sessions.',
  },
  agent_grant_not_found: {
    status: 404,
    title: 'No such grant to a program',
    remedy: 'List grants with `GET /api/v1/agent-grants`. The list does not include ended grants.',
  },
  agent_client_not_found: {
    status: 404,
    title: 'The organization registered no such client',
    remedy: 'List clients with `GET /api/v1/agent-clients`.',
  },
  agent_sign_in_not_found: {
    status: 404,
    title: 'This sign-in of a program was already decided, has expired, or began in another browser',
    remedy:
      'Connect again in the program. A person has 15 minutes to decide, in the browser in which it began.',
  },
  device_sign_in_not_found: {
    status: 404,
    title: 'No command line is waiting for this code',
    remedy:
      'Compare it with the code that `bulkhead login --device` shows. A code is valid once, for 10 minutes. For another one, run the command again.',
  },
  invitation_not_found: {
    status: 404,
    title: 'No such invitation',
    remedy:
      'List invitations with `GET /api/v1/invitations`. The list does not include used or revoked invitations.',
  },
  provider_not_found: {
    status: 404,
    title: 'No such provider to sign in with',
    remedy:
      "List providers with `GET /api/v1/providers`. Nobody can sign in with a disabled provider. Another organization's provider looks exactly like one that does not exist.",
  },
  domain_not_found: {
    status: 404,
    title: 'The organization has no such domain',
    remedy: 'List domains with `GET /api/v1/domains`, and add one with `POST`.',
  },
  workspace_key_not_found: {
    status: 404,
    title: 'The workspace has no such key',
    remedy:
      'List its keys with `GET /api/v1/workspaces/{workspace_id}/keys`. The list does not include revoked keys.',
  },
  person_not_found: {
    status: 404,
    title: 'No such person',
    remedy:
      "List people with `GET /api/v1/people`. Another organization's person looks exactly like one that does not exist.",
  },
  tool_call_not_found: {
    status: 404,
    title: 'No such tool call',
    remedy:
      'List them with `GET /api/v1/tool-calls`. A call is recorded within a second of its end, and kept until its retention ends.',
  },
  webhook_endpoint_disabled: {
    status: 409,
    title: 'The webhook endpoint is disabled',
    remedy:
      'Enable it: `PUT /api/v1/webhook-endpoints/{endpoint_id}` with `status: enabled`. Then send the request again.',
  },
  webhook_endpoints_full: {
    status: 409,
    title: 'The organization has 20 webhook endpoints already',
    remedy:
      'Delete one that is no longer used: `DELETE /api/v1/webhook-endpoints/{endpoint_id}`. An endpoint can be for all events of all workspaces.',
  },
  workspace_keys_full: {
    status: 409,
    title: 'The workspace has 10 active keys already',
    remedy:
      'Revoke one that is no longer used: `DELETE /api/v1/workspaces/{workspace_id}/keys/{key_id}`. The list says when each was used last.',
  },
  connect_session_state: {
    status: 409,
    title: 'The state of the connect session does not allow this',
    remedy:
      'The message names the state. Only a session that awaits confirmation can be confirmed or discarded. Make a new one: `POST /api/v1/connect/sessions`.',
  },
  connector_pending: {
    status: 409,
    title: 'The connector awaits confirmation',
    remedy:
      'Confirm the connect session that made it, `POST /api/v1/connect/sessions/{session_id}/confirm`, or discard it. Until then the connector cannot be used.',
  },
  definition_exists: {
    status: 409,
    title: 'Another definition has this name',
    remedy: 'The message says which. Choose another `name` and `slug`. Names of the catalog cannot be used.',
  },
  definition_in_use: {
    status: 409,
    title: 'Connectors use this definition',
    remedy: 'The message says how many. Delete them first, or change the document of the definition.',
  },
  connector_exists: {
    status: 409,
    title: 'The workspace already has a connector of this service',
    remedy:
      'The message names it. Reconnect it with its `connector_id`, or allow another one: `on_existing: add`.',
  },
  connector_ambiguous: {
    status: 409,
    title: 'Several connectors of the workspace could be replaced',
    remedy:
      'The message names them. Make a session that reconnects one of them by its `connector_id`, or adds one with `on_existing: add`.',
  },
  secrets_full: {
    status: 409,
    title: 'The application has two valid secrets already',
    remedy:
      'Retire the one that is no longer used: `DELETE /api/v1/applications/{application_id}/secrets/{secret_id}`. Then make a new one.',
  },
  last_secret: {
    status: 409,
    title: 'The only secret of an application cannot be retired',
    remedy:
      'Make a second secret first: `POST /api/v1/applications/{application_id}/secrets`. To end the application itself, delete it.',
  },
  domain_not_proven: {
    status: 409,
    title: 'DNS does not yet show that the domain is yours',
    remedy:
      'The message says which TXT record is expected and what was found. A new record can take hours to become visible. The operator can prove a domain without DNS: `bulkhead operator domains prove`.',
  },
  domain_taken: {
    status: 409,
    title: 'Another organization of this server has proven the domain',
    remedy: 'A domain belongs to one organization at most. The operator can say which, and remove it there.',
  },
  providers_full: {
    status: 409,
    title: 'The organization has 20 providers already',
    remedy: 'Delete one that is no longer used: `DELETE /api/v1/providers/{provider_id}`.',
  },
  agent_clients_full: {
    status: 409,
    title: 'The organization registered 50 clients already',
    remedy: 'Delete one with `DELETE /api/v1/agent-clients/{client_id}`.',
  },
  sign_in_policy_refused: {
    status: 409,
    title: 'Sign-in cannot be changed like this',
    remedy:
      'To turn passwords off, first sign in with a provider yourself, which proves that it works. While passwords are off, at least one provider must stay enabled. A provider cannot be removed if no owner could sign in without it. To require a second factor, first set one up yourself. The networks that people may work from must contain your own address.',
  },
  last_owner: {
    status: 409,
    title: 'The last owner of an organization cannot be removed',
    remedy: 'Have another owner sign up first: `bulkhead operator owners link`.',
  },
  name_taken: {
    status: 409,
    title: 'Another workspace or provider has this name',
    remedy:
      'Choose another name. To free a former name of another workspace: `DELETE /api/v1/workspaces/{workspace_id}/aliases/{name}`.',
  },
  workspace_protected: {
    status: 409,
    title: 'The workspace `default` cannot be renamed or deleted',
    remedy: 'It can be deactivated: `PUT` with `{"status": "inactive"}`.',
  },
  idempotency_in_flight: {
    status: 409,
    title: 'The first request with this Idempotency-Key is still in progress',
    remedy: 'Send the same request again after the seconds in `Retry-After`: it gets the reply of the first.',
  },
  idempotency_outcome_unknown: {
    status: 409,
    title: 'The first request with this Idempotency-Key was interrupted before its reply was stored',
    remedy:
      'It was done, or may have been. Check the connector or the service before you try again with a new key.',
  },
  body_too_large: {
    status: 413,
    title: 'The request body is too large',
    remedy:
      'Request bodies are limited to 1 MiB (16 MiB for execute, 64 MiB for adding or changing a definition), or less if the operator set a quota. The message states the limit.',
  },
  request_too_large: {
    status: 413,
    title: 'The request contains more than its operation accepts',
    remedy:
      'The message says what is too much. A body may have 10,000 values (200,000 for execute) and 64 levels, must not need more than 8 times its size in memory, and may have more than 1 MiB only for an operation that accepts a file.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body has a content type other than application/json',
    remedy: 'Send `Content-Type: application/json`.',
  },
  invalid_request: {
    status: 422,
    title: "The request does not match the operation's schema",
    remedy:
      '`errors` names each field, what was wrong with it, and what is accepted. Operations that existing clients call ignore unknown fields and name them in `Bulkhead-Warning`, but not a name that is one letter away from a known one, and not if the request should name a workspace and names none.',
  },
  idempotency_mismatch: {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    remedy: 'A key stands for one request for 24 hours: use a new one for each new request.',
  },
  invalid_configuration: {
    status: 422,
    title: 'The settings do not match the definition',
    remedy:
      'The message names the setting. `GET /api/v1/integrations/templates/sources/{id}` lists all of them.',
  },
  unknown_operation: {
    status: 422,
    title: 'The connector has no such entity or action',
    remedy: 'The message lists those that exist.',
  },
  invalid_params: {
    status: 422,
    title: 'The params do not match the operation',
    remedy: 'The message names the parameter and what the operation accepts.',
  },
  not_supported: {
    status: 422,
    title: 'This server does not run that kind of operation yet',
    remedy: 'The message names the feature that is missing.',
  },
  upstream_rejected: {
    status: 424,
    title: 'The service refused the request',
    remedy:
      '`errors[0].details.upstream_status` is the status of its response. 401 and 403 there mean that the service refused the stored credential. They never concern the Bulkhead token.',
  },
  provider_failed: {
    status: 424,
    title: 'The provider cannot be used with these settings',
    remedy:
      'The message says how the provider responded and which setting does not fit. `POST /api/v1/providers/{provider_id}/test` shows the rest.',
  },
  outcome_unknown: {
    status: 424,
    title: 'The write was sent, but its outcome is unknown',
    remedy: 'Check the service before you try again: the write may have happened.',
  },
  response_too_large: {
    status: 424,
    title: "The service's response is larger than this server reads",
    remedy: 'Request less at once: a smaller page, fewer fields.',
  },
  egress_refused: {
    status: 424,
    title: 'The address is not one this server may reach',
    remedy:
      'Private, link-local and metadata addresses, plain http and redirects to another origin are refused. An operator allows a private address with `BULKHEAD_EGRESS_ALLOW`.',
  },
  needs_reauthentication: {
    status: 424,
    title: 'The connector needs its credentials again',
    remedy:
      'The message says why: the service no longer renews its tokens, or its credentials were given for another origin than the one the request would go to. Authorize it again, `POST /api/v1/integrations/connectors/oauth/initiate` with its `connector_id`, or give new credentials, `PUT /api/v1/integrations/connectors/{connector_id}`.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests, or too many failed attempts to authenticate',
    remedy:
      'Wait for the seconds in `Retry-After`. `RateLimit-Policy` says what the organization may send. A right client secret is never limited.',
  },
  workspace_busy: {
    status: 429,
    title: 'The workspace has reached its limit of calls in progress or of unread responses',
    remedy:
      'Wait for the seconds in `Retry-After`, send fewer at a time, and read each response. An operator can raise `BULKHEAD_WORKSPACE_CALLS`, `BULKHEAD_WORKSPACE_QUEUE` and `BULKHEAD_WORKSPACE_RESPONSE_MEMORY`.',
  },
  upstream_rate_limited: {
    status: 429,
    title: 'The service limits the rate of requests',
    remedy:
      'Wait for the seconds in `Retry-After`, which the service asked for. Until then Bulkhead rejects the calls of this connector without sending them.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on this server',
    remedy: 'Report the `request_id`: the server logged what happened under it.',
  },
  upstream_error: {
    status: 502,
    title: 'The service failed, or its response is unreadable',
    remedy: 'Try again later. Nothing was changed.',
  },
  upstream_unreachable: {
    status: 502,
    title: 'No connection to the service could be made',
    remedy: 'Nothing was sent. Check the address, or try again later.',
  },
  unavailable: {
    status: 503,
    title: 'The server cannot work right now',
    remedy:
      'Its database is unreachable or full, or unread responses use all of `BULKHEAD_RESPONSE_MEMORY`. Try again after `Retry-After` seconds.',
  },
  key_unavailable: {
    status: 503,
    title: 'The key that opens credentials is unavailable',
    remedy:
      "The server's key service, such as the transit engine of OpenBao, does not respond, is sealed or refuses the server. Nothing was sent. Try again after `Retry-After` seconds.",
  },
  upstream_timeout: {
    status: 504,
    title: 'The service did not respond in time',
    remedy: 'Try again later, or request less at once. Nothing was changed.',
  },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>

export type ErrorCode = keyof typeof ERRORS

/**
 * Content of one entry of `errors` in the envelope. `field` is a dotted path such as `body.workspace_name`. If it is
 * null, the response has the field that `get-field.ts` returns for the code.
 */
export interface ErrorDetail {
  field: string | null
  message: string
  details?: Record<string, unknown>
}

/** Further facts of a {@link BulkheadError}. */
export interface BulkheadErrorOptions extends ErrorOptions {
  /** Error details. Default: a single entry with the error's own message. */
  readonly details?: readonly ErrorDetail[]
  /** Whole seconds for the `Retry-After` header. */
  readonly retryAfter?: number
}

/**
 * Error for callers of the API. Callers see `message`, so it holds no secret and no data of another workspace. Any other
 * error that an operation throws reaches callers as `internal`.
 */
export class BulkheadError extends Error {
  override readonly name = 'BulkheadError'
  readonly code: ErrorCode
  readonly details: readonly ErrorDetail[]
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string, options: BulkheadErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details ?? [{ field: null, message }]
    this.retryAfter = options.retryAfter
  }

  /** The HTTP status of the code. */
  get status(): number {
    return ERRORS[this.code].status
  }
}

/**
 * Creates the error for one field. If the message has no full stop, it becomes a sentence in the error, and stays
 * unchanged in the entry of the field.
 */
export function invalid(field: string, message: string, code: ErrorCode = 'invalid_request'): BulkheadError {
  return new BulkheadError(code, message.endsWith('.') ? message : `${message}.`, {
    details: [{ field, message }],
  })
}
