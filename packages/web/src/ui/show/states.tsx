import { ApiError, ConnectionError } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { CircleAlert, CloudOff, RotateCw } from 'lucide-react'
import { type ReactNode, use } from 'react'
import { Button, ButtonLink } from '../button.tsx'
import { CopyableId } from '../copy-button.tsx'
import { cx } from '../cx.ts'
import { errorWords, type FieldLabels } from '../error-words.ts'
import { ShownErrorContext } from '../form/form-errors.ts'

interface EmptyStateProps {
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** Heading level. Use 1 if the page has no other heading. */
  readonly level?: 1 | 2
  readonly className?: string
}

/** Empty state: the reason and the next step. */
export function EmptyState({ icon, title, children, actions, level = 2, className }: EmptyStateProps) {
  const Heading = `h${level}` as const
  return (
    <div className={cx('flex flex-col items-center px-6 py-14 text-center', className)}>
      <div className="mb-4 flex size-11 items-center justify-center rounded-xl border border-line bg-surface text-muted shadow-control [&_svg]:size-5">
        {icon}
      </div>
      <Heading className="font-semibold text-lg">{title}</Heading>
      {children !== undefined && (
        <div className="mt-1 max-w-md text-balance text-muted text-sm">{children}</div>
      )}
      {actions !== undefined && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

interface ErrorStateProps {
  readonly error: Error
  /** Repeats the failed request. */
  readonly onRetry?: () => void
  readonly isRetrying?: boolean
  /** Links to continue with if the page does not exist. Default: the home page. */
  readonly elsewhere?: ReactNode
  readonly level?: 1 | 2
  readonly className?: string
}

/** Error shown in place of the requested content. */
export function ErrorState({
  error,
  onRetry,
  isRetrying = false,
  elsewhere,
  level = 2,
  className,
}: ErrorStateProps) {
  const isLost = error instanceof ConnectionError
  const isMissing = error instanceof ApiError && error.status === 404
  return (
    <div role="alert" className={className}>
      <EmptyState
        level={level}
        icon={isLost ? <CloudOff /> : <CircleAlert />}
        title={isLost ? t`The server cannot be reached` : toTitle(error)}
        actions={
          isMissing
            ? (elsewhere ?? (
                <ButtonLink to="/">
                  <Trans>Go to the home page</Trans>
                </ButtonLink>
              ))
            : onRetry && (
                <Button icon={<RotateCw />} onClick={onRetry} busy={isRetrying}>
                  <Trans>Try again</Trans>
                </Button>
              )
        }
      >
        <p className="break-words">{errorWords(error)}</p>
        <ErrorFacts error={error} />
      </EmptyState>
    </div>
  )
}

/** Error shown next to its cause, such as a form. */
export function ErrorNote({
  error,
  title,
  labels,
}: {
  readonly error: Error
  readonly title?: string | undefined
  /** Labels of the form's fields. */
  readonly labels?: FieldLabels | undefined
}) {
  // The form already shows the error at its fields.
  if (use(ShownErrorContext) === error) return null
  return (
    <div role="alert" className="rounded-md border border-bad/30 bg-bad-soft px-3 py-2.5 text-sm">
      <div className="flex gap-2.5">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-bad" />
        <div className="min-w-0 flex-1">
          {title !== undefined && <p className="font-medium text-bad">{title}</p>}
          <p className="break-words">{errorWords(error, labels)}</p>
          {!isUsual(error) && <ErrorFacts error={error} />}
        </div>
      </div>
    </div>
  )
}

/** Statuses whose message explains itself, so nobody has to report them. */
const USUAL: readonly number[] = [400, 401, 403, 404, 409, 422]

function isUsual(error: Error): boolean {
  return error instanceof ApiError && USUAL.includes(error.status)
}

function ErrorFacts({ error }: { readonly error: Error }) {
  if (!(error instanceof ApiError)) return null
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-2 text-muted text-xs">
      <code>{error.code}</code>
      {error.requestId !== undefined && (
        <span className="inline-flex min-w-0 items-center gap-1">
          <Trans>request</Trans> <CopyableId id={error.requestId} what={t`request id`} />
        </span>
      )}
    </p>
  )
}

function toTitle(error: Error): string {
  if (!(error instanceof ApiError)) return t`Something went wrong`
  if (error.status === 404) return t`Not found`
  if (error.status === 403) return t`Not allowed`
  if (error.status === 429) return t`Too many requests`
  if (error.status >= 500) return t`Server error`
  return t`This did not work`
}
