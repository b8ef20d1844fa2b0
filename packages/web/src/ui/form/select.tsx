import { t } from '@lingui/core/macro'
import * as Popper from '@radix-ui/react-popper'
import { useSelect } from 'downshift'
import { ChevronDown } from 'lucide-react'
import { cx } from '../cx.ts'
import { CONTROL } from './input.tsx'
import type { ChoiceProps, Option } from './option.ts'
import { LISTBOX, OptionPopup, OptionRow } from './option-popup.tsx'

/** Choice of one of a few options. Typing letters selects the option that begins with them. */
export function Select<Value extends string>({
  value,
  options,
  onChange,
  label,
  placeholder = t`Choose…`,
  className,
  ...control
}: ChoiceProps<Value>) {
  const chosen = options.find((option) => option.value === value)
  const { isOpen, highlightedIndex, getToggleButtonProps, getMenuProps, getItemProps } = useSelect<
    Option<Value>
  >({
    items: [...options],
    itemToKey: (option) => option?.value,
    itemToString: (option) => option?.label ?? '',
    selectedItem: chosen ?? null,
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem !== null && selectedItem.value !== value) onChange(selectedItem.value)
    },
  })
  return (
    <Popper.Root>
      <Popper.Anchor asChild>
        <button
          type="button"
          {...getToggleButtonProps({
            ...control,
            'aria-labelledby': undefined,
            'aria-label': label,
            // Escape closes only the options, not the dialog around the select.
            onKeyDown: (event) => event.key === 'Escape' && isOpen && event.preventDefault(),
          })}
          className={cx(
            CONTROL,
            'inline-flex h-8 min-w-0 items-center justify-between gap-2 pr-2 pl-2.5 text-left',
            className ?? 'w-full',
          )}
        >
          <span className={cx('min-w-0 truncate', chosen === undefined && 'text-subtle')}>
            {chosen?.label ?? placeholder}
          </span>
          <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-subtle" />
        </button>
      </Popper.Anchor>
      <OptionPopup isOpen={isOpen}>
        <ul
          {...getMenuProps(
            { 'aria-labelledby': undefined, 'aria-label': label ?? t`Options` },
            { suppressRefError: true },
          )}
          className={LISTBOX}
        >
          {options.map((option, index) => (
            <OptionRow
              key={option.value}
              {...getItemProps({ item: option, index })}
              option={option}
              isActive={index === highlightedIndex}
              isChosen={option === chosen}
            />
          ))}
        </ul>
      </OptionPopup>
    </Popper.Root>
  )
}
