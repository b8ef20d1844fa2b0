// Entry point for reading and redacting a response. Imports neither documents nor network code, so that a worker thread
// loads little.
export { isFollowed } from '#pagination/page-request'
export { createRedactor, fingerprintSecrets, type PatternFingerprint, type Redactor } from '#redact/redactor'
export { createSecretScanner } from '#redact/secret-scanner'
export { parseBody } from './parse-body.ts'
export { type RateLimit, rateLimitIn } from './rate-limit.ts'
export { readResponse } from './read-response.ts'
export { type ReadableOperation, readableOperation } from './readable-operation.ts'
