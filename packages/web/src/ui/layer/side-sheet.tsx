import { t } from '@lingui/core/macro'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { i18n } from '#texts/i18n.ts'
import { IconButton } from '../icon-button.tsx'
import { useShortcuts } from '../use-shortcuts.ts'

interface SideSheetProps {
  /** Kind of object, such as `Call`. Also part of the buttons' labels. */
  readonly label: string
  readonly heading: ReactNode
  readonly actions?: ReactNode
  readonly onClose: () => void
  /** Shows the previous item of the list. Undefined for the first one. */
  readonly onPrevious?: (() => void) | undefined
  readonly onNext?: (() => void) | undefined
  readonly children: ReactNode
}

/** Panel for one item beside its list: `j` and `k` go through the list, Escape closes it. */
export function SideSheet({
  label,
  heading,
  actions,
  onClose,
  onPrevious,
  onNext,
  children,
}: SideSheetProps) {
  useShortcuts({ Escape: onClose, j: () => onNext?.(), k: () => onPrevious?.() })
  // German nouns keep their capital letter within a sentence.
  const name = i18n.locale === 'en' ? label.toLowerCase() : label
  return (
    <aside
      aria-label={label}
      className="absolute inset-0 z-20 flex min-h-0 animate-fade flex-col border-line bg-page @4xl/page:static @4xl/page:w-[28rem] @4xl/page:shrink-0 @4xl/page:border-l"
    >
      <div className="flex min-h-12 items-center gap-1 border-line border-b py-1 pr-2 pl-4">
        <h2 className="flex min-w-0 flex-1 items-center gap-2 font-semibold text-sm">{heading}</h2>
        {actions}
        <IconButton
          label={t`Previous ${name}`}
          icon={<ArrowUp />}
          keys={['k']}
          disabled={onPrevious === undefined}
          onClick={onPrevious}
        />
        <IconButton
          label={t`Next ${name}`}
          icon={<ArrowDown />}
          keys={['j']}
          disabled={onNext === undefined}
          onClick={onNext}
        />
        <IconButton label={t`Close`} icon={<X />} keys={['escape']} onClick={onClose} />
      </div>
      <section aria-label={t`${label} details`} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto p-4">
        {children}
      </section>
    </aside>
  )
}
