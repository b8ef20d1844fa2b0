/**
 * Environment variables common to servers and clients. This module imports nothing: the command line loads it before
 * anything else.
 */

/** Default server URL of clients. */
export const DEFAULT_URL = 'http://localhost:4747'

/** Default of BULKHEAD_DATA_DIR. */
export const DEFAULT_DATA_DIRECTORY = '.bulkhead'

/** Environment variables of the SDK, by the option that each replaces. */
export const SDK_VARIABLES = {
  url: 'BULKHEAD_URL',
  clientId: 'BULKHEAD_CLIENT_ID',
  clientSecret: 'BULKHEAD_CLIENT_SECRET',
  organizationId: 'BULKHEAD_ORGANIZATION_ID',
  token: 'BULKHEAD_TOKEN',
} as const

/** Further environment variables of the command line. */
export const CLI_VARIABLES = [
  'BULKHEAD_WORKSPACE',
  'BULKHEAD_PROFILE',
  'BULKHEAD_CONFIG_DIR',
  'BULKHEAD_KEYRING',
  'BULKHEAD_CREDENTIALS',
] as const
