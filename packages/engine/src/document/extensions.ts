import { probablyMeant } from '#text/nearest'

// Every extension of the format, including those without an effect on execution, so that none is reported as unknown.
const EXTENSIONS: ReadonlySet<string> = new Set([
  'x-bulkhead-authorization',
  'x-bulkhead-compose',
  'x-bulkhead-credential-help',
  'x-bulkhead-effect',
  'x-bulkhead-identity',
  'x-bulkhead-mark',
  'x-bulkhead-pagination',
  'x-bulkhead-pattern',
  'x-bulkhead-reach',
  'x-bulkhead-regional-endpoints',
  'x-bulkhead-scopes',
  'x-bulkhead-server',
  'x-bulkhead-token-exchange',
  'x-bulkhead-token-lookup',
  'x-bulkhead-token-revocation',
  'x-bulkhead-transform',
  ...[
    'action',
    'ai-hints',
    'auth-config',
    'auth-tooltip',
    'body-type',
    'config-normalization',
    'connector-definition-id',
    'connector-name',
    'context-store',
    'entity',
    'entity-name',
    'entity-relationships',
    'example-questions',
    'external-documentation-urls',
    'file-url',
    'meta-extractor',
    'name',
    'no-pagination',
    'nullable-variables',
    'oauth-credentials',
    'oauth-scopes',
    'param-config-inject',
    'path-override',
    'preferred-for-check',
    'record-extractor',
    'record-filter',
    'record-transform',
    'replication-compatibility',
    'replication-config',
    'replication-environment-constants',
    'replication-environment-mapping',
    'replication-version',
    'response-error-check',
    'retry-config',
    'scoping',
    'skip-auth-methods',
    'skip-context-store',
    'skip-searchable-fields',
    'skip-suggested-streams',
    'stream-name',
    'token-extract',
    'token-path',
    'token-refresh',
    'untested',
    'upload-file-param',
  ].map((name) => `x-airbyte-${name}`),
])

/** Returns whether a key is an extension of the format, with or without an effect. */
export function isKnownExtension(key: string): boolean {
  return EXTENSIONS.has(key)
}

export function probableExtension(key: string): string | undefined {
  const meant = probablyMeant(key, EXTENSIONS)
  // The common prefix makes all extensions similar, so only a small difference gives a hint.
  return meant !== undefined && Math.abs(meant.length - key.length) <= 3 ? meant : undefined
}
