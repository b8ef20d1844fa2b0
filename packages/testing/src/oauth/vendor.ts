/** Expectations and results of a service's authorization page and token endpoint. */
export interface Vendor {
  /** Parameters of the authorization request in addition to the standard ones. */
  readonly asks?: Readonly<Record<string, string>>
  /** Scopes of the authorization request, as written in it. Undefined: none. */
  readonly scope?: string
  /** Client authentication at the token endpoint. */
  readonly client: 'body' | 'basic'
  readonly body: 'form' | 'json'
  /** Whether the token endpoint checks the code verifier, ignores it, or refuses every request that has one. */
  readonly pkce: boolean | 'refused'
  /** Fields without which a request with a code is refused. */
  readonly code_fields?: Readonly<Record<string, string>>
  /** Grant that exchanges the token of a code, which is useless until then, for one that lasts longer. */
  readonly exchange?: { readonly grant_type: string; readonly token_field: string }
  /** Scheme of the token in a lookup. Undefined: Bearer. */
  readonly lookupScheme?: string
  /** Returns the reason to refuse an authorization request. The owner sees it, and the browser is not redirected. */
  refuses?(query: URLSearchParams): string | undefined
  /** Returns the response to a code. */
  tokens(query: URLSearchParams): Readonly<Record<string, unknown>>
  /**
   * Refresh token in the response to a renewal: a new one that ends the last, the same one, or none. Undefined: the
   * service issues no refresh tokens.
   */
  readonly renewal?: 'new' | 'same' | 'none'
  /** Result of a read with the access token, if the document asks for one. */
  readonly lookup?: object
  readonly refusal: readonly [status: number, body: object]
  /** Fields that a token response needs for a working connector. */
  readonly requires: readonly ('access_token' | 'refresh_token')[]
}

/** Standard response to an invalid code. */
export const INVALID_GRANT = [
  400,
  { error: 'invalid_grant', error_description: 'The code is not good.' },
] as const
export const EXPIRING = { access_token: 'access-of-the-owner', token_type: 'bearer', expires_in: 3600 }
export const REFRESHED = { ...EXPIRING, refresh_token: 'refresh-of-the-owner' }

/** Returns the vendor of Jira or Confluence. Both use one authorization server with different scopes. */
export function atlassian(scope: string): Vendor {
  return {
    asks: { audience: 'api.atlassian.com', prompt: 'consent' },
    scope,
    client: 'body',
    body: 'json',
    pkce: false,
    refuses: (query) =>
      query.get('audience') === 'api.atlassian.com' ? undefined : 'The audience is missing.',
    tokens: (query) => ({
      ...EXPIRING,
      scope: query.get('scope'),
      ...(query.get('scope')?.includes('offline_access') === true && {
        refresh_token: 'refresh-of-the-owner',
      }),
    }),
    lookup: [
      { id: '1324a887-45db-1bf4-1e99-ef0ff456d421', name: 'Acme', url: 'https://acme.atlassian.net' },
      { id: 'a436116f-02ce-4520-8fbb-7301462a1674', name: 'Birch', url: 'https://birch.atlassian.net' },
    ],
    renewal: 'new',
    refusal: [403, { error: 'invalid_grant', error_description: 'Invalid authorization code' }],
    requires: ['access_token', 'refresh_token'],
  }
}

/**
 * Returns a vendor of Google. It issues a refresh token only for `offline`. If the owner consented before, it also
 * requires `consent`.
 */
export function google(scopes: readonly string[]): Vendor {
  return {
    asks: { access_type: 'offline', prompt: 'consent' },
    scope: scopes.join(' '),
    client: 'body',
    body: 'form',
    pkce: true,
    tokens: (query) => ({
      ...EXPIRING,
      scope: query.get('scope'),
      ...(query.get('access_type') === 'offline' &&
        query.get('prompt') === 'consent' && { refresh_token: 'refresh-of-the-owner' }),
    }),
    renewal: 'none',
    refusal: INVALID_GRANT,
    requires: ['access_token', 'refresh_token'],
  }
}
