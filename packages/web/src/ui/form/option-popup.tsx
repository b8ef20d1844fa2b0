import * as Popper from '@radix-ui/react-popper'
import { Check } from 'lucide-react'
import { type ComponentProps, type ReactNode, use } from 'react'
import { createPortal } from 'react-dom'
import { cx } from '../cx.ts'
import { LayerContext } from '../layer/layer.ts'
import type { Option } from './option.ts'

interface OptionPopupProps {
  readonly isOpen: boolean
  readonly children: ReactNode
}

/** Popup of options below its control, above everything else. */
export function OptionPopup({ isOpen, children }: OptionPopupProps) {
  const layer = use(LayerContext)
  if (!isOpen) return null
  return createPortal(
    <Popper.Content
      align="start"
      sideOffset={4}
      collisionPadding={8}
      className="z-50 min-w-(--radix-popper-anchor-width) max-w-[min(28rem,calc(100vw-1rem))] animate-rise rounded-lg bg-raised text-ink text-sm shadow-float"
    >
      {children}
    </Popper.Content>,
    layer ?? document.body,
  )
}

/** Classes of the scrolling list in the popup. */
export const LISTBOX =
  'relative max-h-[min(20rem,var(--radix-popper-available-height))] overflow-y-auto p-1 outline-none'

interface OptionRowProps extends ComponentProps<'li'> {
  readonly option: Option
  readonly isActive: boolean
  readonly isChosen: boolean
}

export function OptionRow({ option, isActive, isChosen, className, ...rest }: OptionRowProps) {
  return (
    <li
      {...rest}
      className={cx(
        'flex h-8 cursor-pointer select-none items-center gap-2.5 rounded-md px-2 pointer-coarse:h-10 [&_svg]:size-4 [&_svg]:shrink-0',
        isActive && 'bg-hover',
        className,
      )}
    >
      {option.icon}
      <span className="min-w-0 flex-1 truncate">{option.label}</span>
      {option.hint !== undefined && <span className="shrink-0 text-subtle text-xs">{option.hint}</span>}
      <Check aria-hidden="true" className={isChosen ? 'text-accent' : 'invisible'} />
    </li>
  )
}
