import { DEFAULT_DATA_DIRECTORY } from '@bulkhead/contract/values/environment'
import type { Variable } from './variable.ts'

/** Addresses of a server, and the folder of its files. */
export const ADDRESSES = {
  BULKHEAD_HOST: { default: '127.0.0.1', help: 'Address to listen on.' },
  BULKHEAD_PORT: {
    default: '4747',
    help: 'Port to listen on; 0 picks a free one, and needs BULKHEAD_PUBLIC_URL.',
  },
  BULKHEAD_PUBLIC_URL: {
    default: 'http://localhost:<port>',
    help: 'Where callers reach this server, without a path: issuer and audience of its tokens.',
  },
  BULKHEAD_CALLBACK_URL: {
    default: 'none: BULKHEAD_PUBLIC_URL',
    help: 'Another address of this server, without a path, that services send browsers back to after OAuth, such as https://connect.example.com. It leads on to the public URL and serves nothing else.',
  },
  BULKHEAD_DATA_DIR: {
    default: DEFAULT_DATA_DIRECTORY,
    help: 'Directory of the operator socket, and of the embedded database and its key file.',
  },
} as const satisfies Record<string, Variable>
