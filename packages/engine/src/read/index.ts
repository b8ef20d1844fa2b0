// Reads and redacts a response. Needs neither documents nor a network, so that a thread loads little.
export { isFollowed } from '#pagination/page-request'
export { createRedactor, fingerprintSecrets, type PatternFingerprint, type Redactor } from '#redact/redactor'
export { createSecretScanner } from '#redact/secret-scanner'
export { parseBody } from './parse-body.ts'
export { type RateLimit, rateLimitIn } from './rate-limit.ts'
export { readResponse } from './read-response.ts'
export { type ReadableOperation, readableOperation } from './readable-operation.ts'
