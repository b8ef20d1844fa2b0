/** First segments of paths that the server handles itself. They are never pages of the web app. */
export const SERVER_PATHS: readonly string[] = [
  'api',
  'auth',
  'connect',
  'connect.js',
  'docs',
  'health',
  'icons',
  'mcp',
  'metrics',
  'oauth',
  'openapi.json',
  'scim',
  'widget',
  'widget-bridge',
  '.well-known',
]
