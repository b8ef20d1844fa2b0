import type { Variable } from './variable.ts'

/** Offers of a server from its first start: an application, connectors, sample data, a way to sign in. */
export const OFFER = {
  BULKHEAD_CLIENT_ID: {
    default: 'none: made on first start and shown once',
    help: 'Client id of the first application.',
  },
  BULKHEAD_CLIENT_SECRET: {
    default: 'none: made on first start and shown once',
    help: 'Its secret, at least 32 characters. A changed one replaces the old one at start.',
    isSecret: true,
  },
  BULKHEAD_CONNECTORS_DIR: {
    default: 'none',
    help: 'Directory of your own documents: */connector.yaml, or */openapi.yaml for any OpenAPI 3 document; .json too.',
  },
  BULKHEAD_SAMPLE_DATA: {
    default: 'on',
    help: 'on or off: whether a service can be tried without a credential, on records that the server makes up.',
  },
  BULKHEAD_DEVICE_SIGN_IN: {
    default: 'on',
    help: 'on or off: whether "bulkhead login --device" may sign in by a code that a person types in a browser on another device.',
  },
  BULKHEAD_CLIENT_ID_DOCUMENTS: {
    default: 'auto',
    help: 'on, off or auto: whether MCP clients may identify themselves by a document at their vendor, which the server fetches. auto announces this only while the server can fetch such documents. Otherwise clients register.',
  },
} as const satisfies Record<string, Variable>
