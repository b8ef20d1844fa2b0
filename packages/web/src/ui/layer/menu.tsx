import { t } from '@lingui/core/macro'
import * as Radix from '@radix-ui/react-dropdown-menu'
import { Check } from 'lucide-react'
import { type ReactNode, use } from 'react'
import { cx } from '../cx.ts'
import { Keys } from '../show/keys.tsx'
import { LayerContext } from './layer.ts'

interface MenuProps {
  readonly trigger: ReactNode
  readonly align?: 'start' | 'end'
  readonly className?: string
  readonly children: ReactNode
}

/**
 * Menu of actions. It is not modal, because a modal menu adds an inline style that the content security policy forbids.
 */
export function Menu({ trigger, align = 'end', className, children }: MenuProps) {
  const container = use(LayerContext)
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cx(
            'z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-rise overflow-y-auto rounded-lg bg-raised p-1 text-sm shadow-float',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface MenuItemProps {
  readonly icon?: ReactNode
  readonly keys?: readonly string[]
  readonly danger?: boolean
  readonly checked?: boolean
  readonly disabled?: boolean
  readonly onSelect: () => void
  readonly children: ReactNode
}

export function MenuItem({
  icon,
  keys,
  danger = false,
  checked,
  disabled,
  onSelect,
  children,
}: MenuItemProps) {
  return (
    <Radix.Item
      onSelect={onSelect}
      {...(disabled !== undefined && { disabled })}
      className={cx(
        'flex h-8 select-none items-center gap-2.5 rounded-md px-2 outline-none data-disabled:opacity-50 data-highlighted:bg-hover pointer-coarse:h-10 [&_svg]:size-4 [&_svg]:shrink-0',
        danger ? 'text-bad' : 'text-ink [&_svg]:text-muted',
      )}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {checked === true && <Check aria-label={t`selected`} />}
      {keys !== undefined && <Keys keys={keys} />}
    </Radix.Item>
  )
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-subtle text-xs">{children}</Radix.Label>
}

export function MenuLine() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />
}
