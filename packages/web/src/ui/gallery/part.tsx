import type { ReactNode } from 'react'

interface PartProps {
  /** Paths of the shown files below `ui/`, without their extension. */
  readonly of: readonly string[]
  readonly title: string
  readonly children: ReactNode
}

/** Part of the interface in its states. */
export function Part({ of, title, children }: PartProps) {
  return (
    <section
      data-parts={of.join(' ')}
      className="grid gap-x-8 gap-y-3 border-line border-b py-6 @3xl/page:grid-cols-[12rem_minmax(0,1fr)]"
    >
      <div>
        <h2 className="font-medium text-sm">{title}</h2>
        <p className="break-words text-subtle text-xs">{of.join(', ')}</p>
      </div>
      <div className="flex min-w-0 flex-wrap items-start gap-3">{children}</div>
    </section>
  )
}
