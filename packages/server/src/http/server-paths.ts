/** First parts of the paths that the server answers itself, whatever a browser asks for: never pages of the app. */
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
