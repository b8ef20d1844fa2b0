import { t } from '@lingui/core/macro'
/** Meaning of a failure for the connector's administrator, and the remedy. */
export interface Explanation {
  readonly title: string
  readonly text: string
  readonly remedy: 'replace credentials' | 'enter OAuth app' | 'edit settings' | 'wait' | 'report' | undefined
}

interface Failure {
  readonly code: string
  readonly upstream_status: number | null
}

/** Explains a failure. @param service Display name of the service. */
export function explainFailure({ code, upstream_status }: Failure, service: string): Explanation {
  switch (code) {
    case 'upstream_rejected':
      return explainRejection(upstream_status, service)
    case 'needs_reauthentication':
      return {
        title: t`Needs new credentials`,
        text: t`The stored credentials can no longer be used with ${service}: they were revoked, have expired, or were entered for another address. Enter new ones; everything else stays as it is.`,
        remedy: 'replace credentials',
      }
    case 'oauth_not_configured':
      return {
        title: t`No OAuth app`,
        text: t`Tokens of ${service} are renewed with your organization’s OAuth app, but there is no usable one. Enter its client ID and secret.`,
        remedy: 'enter OAuth app',
      }
    case 'upstream_rate_limited':
      return {
        title: t`${service} is limiting requests`,
        text: t`${service} asked for a pause. Until it is over, calls are refused without being sent. Nothing is wrong with the credentials.`,
        remedy: 'wait',
      }
    case 'upstream_error':
      return {
        title: t`${service} had an error`,
        text: t`${service} responded with an error, or with something unreadable${{ http: status(upstream_status) }}. Check its status page and try again later.`,
        remedy: 'wait',
      }
    case 'upstream_unreachable':
      return {
        title: t`No connection to ${service}`,
        text: t`Nothing was sent: the address does not respond, or its certificate is not valid. If this is a self-hosted instance, check the settings.`,
        remedy: 'edit settings',
      }
    case 'upstream_timeout':
      return {
        title: t`${service} was too slow`,
        text: t`${service} did not respond in time. Request less at once, or try again later.`,
        remedy: 'wait',
      }
    case 'outcome_unknown':
      return {
        title: t`It is unclear whether it was done`,
        text: t`A write was sent to ${service}, but no clear response arrived. Check there before anyone tries again.`,
        remedy: undefined,
      }
    case 'egress_refused':
      return {
        title: t`The address is not allowed`,
        text: t`It is private, or redirects elsewhere, and this server does not connect to it. An operator can allow it with BULKHEAD_EGRESS_ALLOW.`,
        remedy: 'edit settings',
      }
    case 'invalid_configuration':
      return {
        title: t`The settings are not valid`,
        text: t`A setting is missing, or has a value that the service does not accept.`,
        remedy: 'edit settings',
      }
    case 'invalid_params':
    case 'unknown_operation':
    case 'not_granted':
      return {
        title: t`The call was not valid`,
        text: t`The caller asked for something that does not exist, is not valid, or is not allowed. Nothing was sent, and nothing is wrong with the connector.`,
        remedy: undefined,
      }
    case 'workspace_busy':
      return {
        title: t`Too many calls at once`,
        text: t`The workspace had reached its limit of running and waiting calls. Nothing was sent.`,
        remedy: 'wait',
      }
    case 'response_too_large':
      return {
        title: t`The response was too large`,
        text: t`${service} sent more than this server reads. Ask for a smaller page or fewer fields.`,
        remedy: undefined,
      }
    default:
      return {
        title: t`The call failed`,
        text: t`It ended with ${code}${{ http: status(upstream_status) }}.`,
        remedy: code === 'internal' ? 'report' : undefined,
      }
  }
}

function explainRejection(upstream_status: number | null, service: string): Explanation {
  switch (upstream_status) {
    case 401:
      return {
        title: t`${service} does not accept the credentials`,
        text: t`${service} responded with 401: the token or key is wrong, was revoked, or has expired.`,
        remedy: 'replace credentials',
      }
    case 403:
      return {
        title: t`The credentials do not allow this`,
        text: t`${service} responded with 403: it knows the credentials, but they lack a permission or a scope. Grant it at ${service}, or replace them.`,
        remedy: 'replace credentials',
      }
    case 404:
      return {
        title: t`${service} found nothing`,
        text: t`${service} responded with 404: the requested item does not exist, or these credentials may not see it.`,
        remedy: undefined,
      }
    default:
      return {
        title: t`${service} refused the request`,
        text: t`${service} did not accept the request${{ http: status(upstream_status) }}. The connector itself may be fine.`,
        remedy: undefined,
      }
  }
}

function status(upstream_status: number | null): string {
  return upstream_status === null ? '' : ` (HTTP ${upstream_status})`
}
