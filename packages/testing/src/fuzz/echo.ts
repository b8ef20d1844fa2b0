/**
 * Folder of the connector document `echo`, for `BULKHEAD_CONNECTORS_DIR`. It takes a bearer token, a user and password,
 * or a key.
 */
export const ECHO_CONNECTORS: string = new URL('./connectors/', import.meta.url).pathname

/** Definition id of `echo`. */
export const ECHO_DEFINITION = '5d0e3a52-1f5c-4f0e-9a59-7f1f0f6c2b11'
