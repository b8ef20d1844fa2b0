import type { ExpressionTemplate } from '#expression/template'
import type { RetryPolicy } from '#model/retry-policy'
import type { FilePath } from '#text/file-path'
import type { JsonPath } from '#text/json-path'
import type { TextTemplate } from '#text/text-template'
import type { CredentialHelp } from './credential-help.ts'
import type { DerivedSetting } from './derived-setting.ts'
import type { GraphqlBody } from './graphql-body.ts'
import type { IdentityRule } from './identity-rule.ts'
import type { JsonSchema, JsonValue } from './json.ts'
import type { MetaSource, Pagination } from './pagination.ts'
import type { Relationship } from './relationship.ts'

/** Every action, in the order documents and messages list them. */
export const ACTIONS = ['get', 'list', 'create', 'update', 'delete', 'api_search', 'download'] as const

/** Action of an operation on its entity. */
export type Action = (typeof ACTIONS)[number]

/** Actions whose result is a list of records, in pages. */
export const LIST_ACTIONS: ReadonlySet<Action> = new Set(['list', 'api_search'])

/** `read` changes nothing upstream and may be repeated; `write` must never run twice unasked. */
export type Effect = 'read' | 'write'

/** Every way in which a request can carry a credential. */
export const AUTH_KINDS = ['bearer', 'basic', 'api_key', 'oauth2'] as const
/** Way in which an auth option writes its credential. */
export type AuthKind = (typeof AUTH_KINDS)[number]

/** A field of an auth option, to be filled in by the connector's owner. */
export interface CredentialField {
  readonly name: string
  readonly title: string
  readonly description?: string
  readonly required: boolean
  /** Format from the document, for a form: `password`, `email`… Not enforced. */
  readonly format?: string
  readonly type: string
}

/** Endpoints of an oauth2 option. */
export interface OAuthEndpoints {
  /** OAuth flow of the endpoints. */
  readonly flow?: string
  readonly authorization_url?: string
  readonly token_url?: string
  /**
   * Token refresh endpoint. Like the other URLs it may contain settings as `{{ name }}`, which `fillEndpoint` fills.
   */
  readonly refresh_url?: string
  /** Token revocation endpoint (RFC 7009), if the service has one. Placeholders are filled as in the other URLs. */
  readonly revocation_url?: string
  /** Form field of the token to revoke, if it is not `token` as in the standard. */
  readonly revocation_field?: string
  readonly lookup?: TokenLookup
  /** Client authentication at the token endpoint. */
  readonly client_auth: 'body' | 'basic' | 'none'
  readonly body_format: 'form' | 'json'
  /** Whether authorizations use PKCE (RFC 7636). Some services refuse its parameters. */
  readonly pkce: boolean
  /** Whether an access token is also issued for the client's own account (RFC 6749 §4.4). */
  readonly client_credentials: boolean
  /** Fields that a request with an authorization code has in addition. */
  readonly code_fields?: ReadonlyMap<string, string>
  /** Grant that exchanges the first access token for one that lasts longer. */
  readonly exchange?: TokenExchange
  /** Endpoints that replace the others for some values of a setting, such as those of another region. */
  readonly regional?: RegionalEndpoints
  /** Scope → its description. */
  readonly scopes: ReadonlyMap<string, string>
  /** Scopes by the entities that need them, if the document says so. */
  readonly scope_uses: readonly ScopeUse[]
  /** Text between scopes in an authorization request. Default: a space. */
  readonly scope_separator?: string
  /** Scopes that are always requested, such as one that gives a refresh token. */
  readonly default_scopes?: readonly string[]
  /** Scopes that an account may lack, and the parameter that requests them. */
  readonly optional_scopes?: { readonly parameter: string; readonly scopes: readonly string[] }
  /** Whether `scope` in a token response lists every granted scope, spelled as in the request. */
  readonly lists_grants?: boolean
}

/** Endpoints by the value of a setting. */
export interface RegionalEndpoints {
  readonly setting: string
  readonly values: ReadonlyMap<
    string,
    Pick<OAuthEndpoints, 'authorization_url' | 'token_url' | 'refresh_url' | 'revocation_url'>
  >
}

/** Grant of a service that exchanges a short-lived access token for a long-lived one. */
export interface TokenExchange {
  readonly grant_type: string
  /** Form field of the short-lived token. */
  readonly token_field: string
}

/** Scope and its purpose. */
export interface ScopeUse {
  readonly scope: string
  readonly mode: 'read' | 'write' | 'read_write'
  readonly entities: readonly string[]
}

/** Way to authenticate. */
export interface AuthOption {
  /** Name of the security scheme. */
  readonly name: string
  readonly title: string
  readonly kind: AuthKind
  readonly description?: string
  readonly fields: readonly CredentialField[]
  /** Replication path (`credentials.personal_access_token`) → name of a field. */
  readonly aliases: ReadonlyMap<string, string>
  /** Replication path (`credentials.option_title`) → the constant that names this option. */
  readonly selectors: ReadonlyMap<string, string>
  /** Secret of the kind (`token`, `username`, `access_token`…) → template over the fields. */
  readonly secrets: ReadonlyMap<string, TextTemplate>
  /** Location of an `api_key`. The other kinds use `Authorization`. */
  readonly placement: { readonly in: 'header' | 'query'; readonly name: string }
  /** Further headers, as written → template over secrets and fields. */
  readonly additional_headers: ReadonlyMap<string, TextTemplate>
  /** Further query parameters → template over secrets and fields. */
  readonly additional_query?: ReadonlyMap<string, TextTemplate>
  readonly oauth?: OAuthEndpoints
  /** Whether the option adds nothing to requests, because the service needs no credentials. */
  readonly anonymous?: boolean
  /** Settings that a token response supplies (`instance_url`). */
  readonly token_extract: readonly string[]
  readonly credential_help?: CredentialHelp
  /** Base URL of requests with this option, if it differs from the document's. Its host is fixed. */
  readonly base_url?: string
}

/** Part of the base URL that a server variable fills. It restricts the variable's values. */
export type SettingShape = 'text' | 'label' | 'host' | 'origin' | 'path'

/** A value that the connector's owner gives and that is not secret. */
export interface Setting {
  readonly name: string
  readonly kind: 'server' | 'scoping' | 'replication'
  /** Whether operations cannot run without it. */
  readonly required: boolean
  readonly default?: string
  readonly description?: string
  readonly enum?: readonly string[]
  readonly schema: JsonSchema
  readonly shape: SettingShape
  /** Names of the setting in replication, each with the text around the value there. */
  readonly aliases: readonly SettingAlias[]
}

/** A name of a setting in replication, with the text around the value there. */
export interface SettingAlias {
  /** Dotted path, such as `credentials.subdomain`. */
  readonly path: string
  readonly prefix: string
  readonly suffix: string
}

/** Location of a parameter. `variable` is a GraphQL variable, `part` is a part of another parameter's string. */
export type ParameterPlace = 'path' | 'query' | 'header' | 'body' | 'variable' | 'part'

/**
 * A string composed of parameters: templates that are joined by a space. If a parameter of a template has no value, the
 * template is left out. The parameters of the first template are required.
 */
export type ComposedText = readonly TextTemplate[]

/** A rule for values of a parameter that make its operation reach another operation. */
export interface ReachRule {
  readonly entity: string
  readonly action: Action
  /**
   * Pattern of strings that reach the other operation. Without `where` and `members`, every value but the default
   * reaches it.
   */
  readonly where?: RegExp
  /** Dotted members of an object that reach the other operation. */
  readonly members?: readonly string[]
  /** Members of an object that do not reach the other operation. Any other member does. */
  readonly other_members?: readonly string[]
}

/** A parameter and its destination. A name may occur once per destination. */
export interface Parameter {
  readonly name: string
  readonly in: ParameterPlace
  readonly required: boolean
  readonly schema: JsonSchema
  readonly description?: string
  readonly default?: JsonValue
  /** Template of a computed default. `default` then holds its source. */
  readonly default_template?: ExpressionTemplate
  /**
   * Serialization of an object or array in the query: nested keys, or one string joined by a separator. In a form,
   * whose arrays have indexed keys otherwise: a repeated key, or one string.
   */
  readonly style?: 'deepObject' | 'comma' | 'space' | 'pipe' | 'repeated'
  /** Whether parentheses, commas, colons and percent-encoded characters of a query string value are sent unchanged. */
  readonly allow_reserved?: boolean
  /** Whether a null from the caller is sent. Otherwise it counts as absent. */
  readonly nullable?: boolean
  /** Example from the document. */
  readonly example?: JsonValue
  /** Whether the parameter is the whole body and not one of its fields. */
  readonly is_whole_body?: boolean
  /** Pattern that the string, or each string of a list, must match. */
  readonly pattern?: RegExp
  /** Composition from other parameters, used if the caller gives no value. */
  readonly composed?: ComposedText
  /** Whether its schema has a transform, of the value or of a part of it. */
  readonly is_transformed?: boolean
  /** Values that reach other operations. */
  readonly reaches?: readonly ReachRule[]
  /** Setting that supplies the value if the caller omits it. */
  readonly inject?: { readonly source: string; readonly map?: ReadonlyMap<string, string> }
}

/** Kind of an operation's body. */
export type BodyKind = 'none' | 'json' | 'form' | 'multipart_related' | 'multipart_form' | 'graphql'

/** A file field of a multipart body. */
export interface UploadField {
  /** Parameter that holds the content in base64. */
  readonly name: string
  readonly required: boolean
}

/** An error that the service reports in a response with a success status. */
export interface ErrorCheck {
  readonly field: string
  readonly on_value: JsonValue
  /** The only value that means success, if the document names it instead. */
  readonly ok_value?: JsonValue
  readonly message_field?: string
}

/** Why an operation cannot be called back. */
export const EFFECT_REASONS = ['deletes', 'ends', 'sends', 'pays', 'publishes'] as const
export type EffectReason = (typeof EFFECT_REASONS)[number]

/** An operation: entity and action, with request and response. */
export interface Operation {
  readonly entity: string
  readonly action: Action
  readonly effect: Effect
  /**
   * Whether the operation deletes existing data, or the document says that it cannot be undone. True only for a
   * `write`.
   */
  readonly destructive: boolean
  /** Why a destructive operation cannot be called back, if the document says so. */
  readonly effect_reason?: EffectReason
  /** Whether running the operation twice has the same effect as running it once. */
  readonly idempotent: boolean
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path key in the document, for display only. */
  readonly path: string
  /** Path of the request, with `{placeholders}`. */
  readonly wire_path: string
  readonly operation_id?: string
  /** Scopes that the credential needs, all of them together, if the document states them. */
  readonly scopes?: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly parameters: readonly Parameter[]
  /** Names of `parameters`. */
  readonly parameter_names: ReadonlySet<string>
  readonly body: BodyKind
  /** Schema of the body if it has a transform as a whole. */
  readonly transformed_body?: JsonSchema
  readonly body_required: boolean
  /** GraphQL part of a `graphql` body. */
  readonly graphql?: GraphqlBody
  /** Files of a multipart body. */
  readonly uploads: readonly UploadField[]
  readonly record_extractor?: JsonPath
  /** Member → template over `record` and `config`. The rendered members replace each record. */
  readonly record_transform?: ReadonlyMap<string, ExpressionTemplate>
  /** Template over `record` and `config`. Records for which it renders to a falsy string are dropped. */
  readonly record_filter?: ExpressionTemplate
  /** Path of the file's URL in a download's response. Absent: the response is the file. */
  readonly file_url?: FilePath
  readonly meta_extractor?: ReadonlyMap<string, MetaSource>
  readonly error_check?: ErrorCheck
  readonly retry: RetryPolicy
  /** Paging of a `list` or `api_search`. */
  readonly pagination?: Pagination
  /** Why a list has no pages, in the author's words. */
  readonly no_pagination?: string
  readonly response_schema?: JsonSchema
  /** Example of the response, if the document gives one for all of it. */
  readonly response_example?: JsonValue
  readonly preferred_for_check: boolean
  readonly untested: boolean
}

/** A setting that fills a parameter which the caller omits. */
export interface ScopingRule {
  readonly param: string
  readonly setting: string
}

/** A page of the service's own documentation. */
export interface DocumentationUrl {
  readonly url: string
  readonly type: string
  readonly title?: string
}

/** Example questions for agents: answered directly, by the context store, or not at all. */
export interface ExampleQuestions {
  readonly direct: readonly string[]
  readonly context_store_search: readonly string[]
  readonly unsupported: readonly string[]
}

/** An oddity of a document that does not make it unusable. Lines and columns count from 1. */
export interface Warning {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** A type of connector, compiled from its document. Frozen; maps keep document order. */
export interface Definition {
  /** UUID. */
  readonly definition_id: string
  readonly slug: string
  readonly title: string
  /** The title without a trailing " API Connector" or " Connector". */
  readonly display_name: string
  readonly version: string
  readonly description: string
  readonly documentation_urls: readonly DocumentationUrl[]
  /** Name of the service's mark. Shown only by applications that have a mark of this name. */
  readonly mark?: string
  /** Instructions for getting the credentials: one string, or one by auth option title. */
  readonly auth_tooltip?: string | Readonly<Record<string, string>>
  /** Template with `{setting}` placeholders and no trailing slash. */
  readonly base_url: string
  readonly settings: readonly Setting[]
  readonly scoping: readonly ScopingRule[]
  /** Replication paths whose value the document fixes. A value from an owner is accepted and has no effect. */
  readonly ignored_settings: ReadonlySet<string>
  readonly derived_settings?: readonly DerivedSetting[]
  readonly relationships?: readonly Relationship[]
  readonly auth_options: readonly AuthOption[]
  /** Rule for identifying the account that a connector's credentials belong to. */
  readonly identity?: IdentityRule
  readonly entities: ReadonlyMap<string, ReadonlyMap<Action, Operation>>
  /** Types of a GraphQL schema → fields that a selection may name, as ` id owner:User tags:Tag* `. */
  readonly selectable_types?: ReadonlyMap<string, string>
  readonly example_questions: ExampleQuestions
  readonly warnings: readonly Warning[]
}

/**
 * A request with a new access token that finds the settings that belong to the token, such as the site of an account.
 */
interface TokenLookup {
  /** URL that gets the new access token. Its host is that of the API or of the token endpoint, which no setting decides. */
  readonly url: string
  /** Scheme in the `Authorization` header. Default: `Bearer`. */
  readonly scheme?: string
  /** Member of the response that has the records. Undefined: the response itself. */
  readonly records?: string
  /** Setting → member of the record that is its value. */
  readonly settings: ReadonlyMap<string, string>
  /** Rule that chooses among several records. Used once all settings in `text` are given. */
  readonly match?: { readonly member: string; readonly text: TextTemplate }
}
