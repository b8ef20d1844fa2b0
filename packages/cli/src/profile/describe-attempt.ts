import type { LogEntry } from '@bulkhead/sdk'

/** Describes a request attempt for `--debug`. */
export function describeAttempt({ method, path, attempt, durationMs, ...entry }: LogEntry): string {
  const { status, code, requestId, retryInMs } = entry
  const parts = [
    `${method} ${path}`,
    status === undefined ? 'no reply' : String(status),
    ...(code === undefined ? [] : [code]),
    `${durationMs} ms`,
    ...(attempt === 1 ? [] : [`attempt ${attempt}`]),
    ...(retryInMs === undefined ? [] : [`again in ${retryInMs} ms`]),
    ...(requestId === undefined ? [] : [requestId]),
  ]
  return `debug: ${parts.join(', ')}\n`
}
