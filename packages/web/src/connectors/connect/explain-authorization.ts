import { t } from '@lingui/core/macro'

/** Explanation of a failed authorization. */
export interface AuthorizationFailure {
  readonly title: string
  readonly text: string
  /** Whether the cause may be the organization's OAuth app at the service. */
  readonly isAboutApp: boolean
}

/**
 * Returns the error code of a failed authorization. If the callback reports `creation_failed` with a known reason at
 * the start of its description, returns the reason. Everything else in the URL is ignored.
 */
export function getReason({ error, error_description }: Readonly<Record<string, unknown>>): unknown {
  const [, reason] =
    /^(access_denied|temporarily_unavailable|server_error): /.exec(`${error_description}`) ?? []
  return (error === 'creation_failed' ? reason : undefined) ?? error
}

/**
 * Explains the error code from the URL. Ignores the rest of `error_description`, because anyone who makes a link can
 * write it.
 *
 * @param error Error code from {@link getReason}.
 * @param outcome Outcome that failed, as in "Nothing was added".
 */
export function explainAuthorization(
  error: string,
  service: string,
  outcome: 'added' | 'changed',
): AuthorizationFailure {
  switch (error) {
    case 'access_denied':
      return {
        title: t`Access was denied at ${service}`,
        text:
          outcome === 'added'
            ? t`Access was not allowed at ${service}, so nothing was added. If that was a mistake, try again.`
            : t`Access was not allowed at ${service}, so nothing was changed. If that was a mistake, try again.`,
        isAboutApp: false,
      }
    case 'temporarily_unavailable':
    case 'server_error':
      return {
        title: t`${service} had an error`,
        text:
          outcome === 'added'
            ? t`${service} reported an error, and nothing was added. Try again later.`
            : t`${service} reported an error, and nothing was changed. Try again later.`,
        isAboutApp: false,
      }
    default:
      return {
        title: t`${service} returned no usable response`,
        text:
          outcome === 'added'
            ? t`Nothing was added. Most often the client ID or secret of the OAuth app is wrong, or the app lacks a scope that is asked for.`
            : t`Nothing was changed. Most often the client ID or secret of the OAuth app is wrong, or the app lacks a scope that is asked for.`,
        isAboutApp: true,
      }
  }
}
