import type { PageError } from '#session/call-page.ts'
import type { Check } from '#types.ts'
import type { Texts } from './en.ts'

type Reason = keyof Texts['failures']

/** Explains a failed check to the end user. */
export function explainCheck(texts: Texts, check: Check | null, service: string): string {
  return texts.failures[getReason(check)](service)
}

function getReason(check: Check | null): Reason {
  const status = check?.entity_check_results.find(({ status_code }) => status_code !== undefined)?.status_code
  if (status === undefined) return check?.status === 'inconclusive' ? 'unreachable_service' : 'other'
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'not_found'
  if (status === 429) return 'rate_limited'
  return status >= 500 ? 'service_down' : 'other'
}

const REASONS: Readonly<Record<string, Reason>> = {
  access_denied: 'access_denied',
  upstream_rejected: 'access_denied',
  upstream_error: 'unreachable_service',
  unreachable: 'unreachable',
  invalid_request: 'invalid',
  invalid_credentials: 'invalid',
  invalid_configuration: 'invalid',
  connector_ambiguous: 'ambiguous',
  connector_exists: 'exists',
  rate_limited: 'too_many_attempts',
  connect_attempts_used_up: 'too_many_attempts',
}

/** Explains an error response of the server to the end user. */
export function explainError(texts: Texts, { code }: Pick<PageError, 'code'>, service: string): string {
  return texts.failures[REASONS[code] ?? 'other'](service)
}
