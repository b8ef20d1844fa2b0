import type { OperationId } from '@bulkhead/contract/operations'
import type { Reference } from '@bulkhead/contract/shapes'
import { type Compartment, newName } from './compartment.ts'
import type { PlainInput } from './http-request.ts'

/** What the contract does not say about calling an operation well. */
export interface Sample {
  /** Valid input beside the places that refer to something. */
  input?(home: Compartment, upstream: string): PlainInput
  /** Success changes what was called on, so each call gets a compartment of its own. */
  readonly consumes?: true
  /** What of the caller's own a good answer shows, so that an empty one is none. */
  readonly shows?: Reference
  /** Places whose value need not exist: a name that is given, a position in a list. */
  readonly free?: readonly string[]
}

const NEW_NAMES = ['body.workspace_name', 'body.customer_name', 'body.external_user_id']

/** One sample per operation; an operation without one does not compile. */
export const SAMPLES: Readonly<Record<OperationId, Sample>> = {
  createApplicationToken: {
    input: ({ tenant: { client_id, client_secret } }) => ({ body: { client_id, client_secret } }),
    shows: 'organization',
  },
  createScopedToken: { shows: 'workspace', free: NEW_NAMES },
  getScopedTokenInfo: { shows: 'workspace' },
  listWorkspaces: { shows: 'workspace', free: ['query.cursor'] },
  getWorkspaceStats: {},
  getWorkspace: { shows: 'workspace' },
  updateWorkspace: {
    input: () => ({ body: { cache_enabled: true } }),
    consumes: true,
    shows: 'workspace',
    free: ['body.name'],
  },
  deleteWorkspace: { consumes: true, shows: 'workspace' },
  createConnector: {
    input: (_, upstream) => ({
      body: {
        connector_type: 'probe',
        credentials: { token: 'probe-secret-of-a-new-connector' },
        environment: { base_url: upstream },
      },
    }),
    consumes: true,
    shows: 'workspace',
  },
  listConnectors: { shows: 'connector' },
  getConnector: { shows: 'connector' },
  updateConnector: {
    input: () => ({ body: { name: newName(), credentials: { token: 'probe-secret-that-replaces' } } }),
    consumes: true,
    shows: 'connector',
  },
  deleteConnector: { consumes: true },
  executeOperation: {
    input: () => ({ body: { entity: 'things', action: 'list', params: { color: 'red' } } }),
    shows: 'connector',
  },
  listDefinitions: { shows: 'definition' },
  getDefinition: { shows: 'definition' },
  listTemplates: { input: () => ({ query: { use_global: 'true' } }), shows: 'template' },
  listGlobalTemplates: { shows: 'template' },
  getTemplate: { shows: 'template' },
  getLiveness: {},
  getReadiness: {},
  getKeys: {},
  getOpenApi: {},
}
