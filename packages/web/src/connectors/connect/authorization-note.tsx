import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '#ui/cx.ts'
import { explainAuthorization } from './explain-authorization.ts'

const LOOKS = {
  good: { icon: CircleCheck, look: 'border-good/30 bg-good-soft [&_svg]:text-good' },
  warn: { icon: TriangleAlert, look: 'border-warn/30 bg-warn-soft [&_svg]:text-warn' },
  bad: { icon: CircleAlert, look: 'border-bad/30 bg-bad-soft [&_svg]:text-bad' },
}

interface NoteProps {
  readonly tone: keyof typeof LOOKS
  readonly title: string
  readonly children: ReactNode
}

/** Note about an authorization's result, or about an obstacle to it. */
export function OAuthNote({ tone, title, children }: NoteProps) {
  const { icon: Icon, look } = LOOKS[tone]
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={cx('flex gap-2.5 rounded-md border px-3 py-2.5 text-sm', look)}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <div className="break-words text-muted">{children}</div>
      </div>
    </div>
  )
}

interface FailedNoteProps {
  /** Error code from the URL. */
  readonly error: string
  readonly service: string
  readonly slug: string | null
  readonly outcome: 'added' | 'changed'
  readonly children?: ReactNode
}

/** Note with the reason of a failed authorization. */
export function FailedAuthorizationNote({ error, service, slug, outcome, children }: FailedNoteProps) {
  const { title, text, isAboutApp } = explainAuthorization(error, service, outcome)
  return (
    <OAuthNote tone={error === 'access_denied' ? 'warn' : 'bad'} title={title}>
      {text} {children}
      {isAboutApp && (
        <>
          {' '}
          <OAuthAppLink slug={slug}>
            <Trans>Check the OAuth app</Trans>
          </OAuthAppLink>
        </>
      )}
    </OAuthNote>
  )
}

interface OAuthAppLinkProps {
  readonly slug: string | null
  readonly children: ReactNode
}

/** Link to the settings of a service's OAuth app. Opens a new tab, so the input on this page stays. */
export function OAuthAppLink({ slug, children }: OAuthAppLinkProps) {
  return (
    <Link
      to="/settings/oauth-apps"
      search={slug === null ? {} : { service: slug }}
      target="_blank"
      className="font-medium text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
    >
      {children}
      <span className="sr-only">
        {' '}
        <Trans>(in a new tab)</Trans>
      </span>
    </Link>
  )
}
