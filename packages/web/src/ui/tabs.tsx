import * as Radix from '@radix-ui/react-tabs'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { TAB } from './tab.ts'

interface TabsProps {
  readonly label: string
  readonly tabs: readonly { readonly value: string; readonly label: ReactNode; readonly content: ReactNode }[]
  readonly value?: string
  readonly onChange?: (value: string) => void
  /**
   * Whether arrow keys only focus a tab and Enter opens it. For tabs whose content may ask for confirmation before it
   * is left.
   */
  readonly isManual?: boolean
  readonly className?: string
}

export function Tabs({ label, tabs, value, onChange, isManual = false, className }: TabsProps) {
  return (
    <Radix.Root
      className={cx('flex min-w-0 flex-col', className)}
      activationMode={isManual ? 'manual' : 'automatic'}
      {...(value === undefined ? { defaultValue: tabs[0]?.value ?? '' } : { value })}
      {...(onChange !== undefined && { onValueChange: onChange })}
    >
      <Radix.List aria-label={label} className="-mx-2 flex gap-1 overflow-x-auto">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={cx(
              TAB,
              'data-[state=active]:font-medium data-[state=active]:text-ink data-[state=active]:after:bg-accent',
            )}
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <div aria-hidden="true" className="border-line border-b" />
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="min-w-0 pt-3 outline-offset-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
