import type { Variable } from './variable.ts'

/** Keys that wrap data keys, and the transit engine that can keep them. */
export const KEYS = {
  BULKHEAD_KEY: {
    default: 'none: a key file is made in the data directory (embedded database only)',
    help: 'Keys that wrap data keys, as 2:<base64>,1:<base64>; the first one wraps, all of them unwrap. The key of 2:transit is kept by the transit engine.',
    isSecret: true,
  },
  BULKHEAD_TRANSIT_URL: {
    default: 'none: keys are in BULKHEAD_KEY or its file',
    help: 'Address of OpenBao or Vault, such as https://openbao.example.com:8200, whose transit engine keeps the keys that BULKHEAD_KEY calls transit; without BULKHEAD_KEY, version 1.',
  },
  BULKHEAD_TRANSIT_KEY: {
    default: 'bulkhead',
    help: 'Name of the key of the transit engine.',
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_MOUNT: {
    default: 'transit',
    help: 'Path at which the transit engine is enabled.',
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_NAMESPACE: {
    default: 'none',
    help: 'Namespace of the transit engine.',
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_TOKEN: {
    default: 'none',
    help: 'Token for the transit engine; it is renewed. A file is read again when its token has ended.',
    isSecret: true,
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_ROLE_ID: {
    default: 'none',
    help: 'AppRole that signs in at the transit engine, in the place of a token.',
    isSecret: true,
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_SECRET_ID: {
    default: 'none',
    help: 'Secret id of the AppRole.',
    isSecret: true,
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_ROLE_MOUNT: {
    default: 'approle',
    help: 'Path at which AppRole is enabled.',
    needs: 'BULKHEAD_TRANSIT_ROLE_ID',
  },
  BULKHEAD_TRANSIT_CA_FILE: {
    default: 'none: authorities of Node',
    help: 'File with the certificates, in PEM, of the authorities that the transit engine may be signed by.',
    needs: 'BULKHEAD_TRANSIT_URL',
  },
} as const satisfies Record<string, Variable>
