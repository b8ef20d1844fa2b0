/**
 * What servers and clients read of the environment in common. It imports nothing: the command line has it before it
 * loads anything else.
 */

/** Where clients look for a server when nobody says. */
export const DEFAULT_URL = 'http://localhost:4747'

/** Of BULKHEAD_DATA_DIR. */
export const DEFAULT_DATA_DIRECTORY = '.bulkhead'

/** What the SDK reads, by the option that each stands in for. */
export const SDK_VARIABLES = {
  url: 'BULKHEAD_URL',
  clientId: 'BULKHEAD_CLIENT_ID',
  clientSecret: 'BULKHEAD_CLIENT_SECRET',
  organizationId: 'BULKHEAD_ORGANIZATION_ID',
  token: 'BULKHEAD_TOKEN',
} as const

/** What the command line reads besides. */
export const CLI_VARIABLES = ['BULKHEAD_WORKSPACE', 'BULKHEAD_PROFILE', 'BULKHEAD_CONFIG_DIR'] as const
