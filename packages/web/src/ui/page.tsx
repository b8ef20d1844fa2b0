import { type ReactNode, useEffect } from 'react'
import { cx } from './cx.ts'
import { ChevronLeft } from './icons.tsx'

interface PageProps {
  readonly title: string
  /** In the title of the window, behind the page's. */
  readonly context?: string | undefined
  /** In place of the title, where it is more than text. */
  readonly heading?: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
  /** Above the title: where this belongs. */
  readonly above?: ReactNode
  /** The content uses the whole width and brings its own scrolling. */
  readonly full?: boolean
  readonly children: ReactNode
}

/** A page: its title, what can be done on it, and its content. */
export function Page({
  title,
  context,
  heading,
  description,
  actions,
  above,
  full = false,
  children,
}: PageProps) {
  useEffect(() => {
    document.title = [title, context, 'Bulkhead'].filter(Boolean).join(' · ')
  }, [title, context])
  return (
    <div
      className={cx(
        'mx-auto flex w-full flex-col px-4 pt-5 sm:px-8 sm:pt-7',
        full ? 'min-h-full max-w-none' : 'max-w-5xl pb-16',
      )}
    >
      {above !== undefined && (
        <div className="mb-2 flex items-center gap-1 text-muted text-xs">
          <ChevronLeft aria-hidden="true" className="-ml-1 size-3.5" />
          {above}
        </div>
      )}
      <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="break-words font-semibold text-xl tracking-tight">{heading ?? title}</h1>
          {description !== undefined && (
            <div className="mt-1 max-w-2xl text-muted text-sm">{description}</div>
          )}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

interface CardProps {
  readonly title?: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
  readonly tone?: 'plain' | 'bad'
  readonly className?: string
  readonly children?: ReactNode
}

export function Card({ title, description, actions, tone = 'plain', className, children }: CardProps) {
  return (
    <section
      className={cx(
        'overflow-hidden rounded-lg border bg-surface',
        tone === 'bad' ? 'border-bad/35' : 'border-line',
        className,
      )}
    >
      {title !== undefined && (
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line border-b px-4 py-3">
          <div className="min-w-0">
            <h2 className="font-semibold text-base">{title}</h2>
            {description !== undefined && <div className="mt-0.5 text-muted text-sm">{description}</div>}
          </div>
          {actions !== undefined && <div className="flex items-center gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  )
}
