import { t } from '@lingui/core/macro'
import * as Popper from '@radix-ui/react-popper'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type UseComboboxState, type UseComboboxStateChangeOptions, useCombobox } from 'downshift'
import { ChevronDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { cx } from '../cx.ts'
import { Input } from './input.tsx'
import type { ChoiceProps, Option } from './option.ts'
import { LISTBOX, OptionPopup, OptionRow } from './option-popup.tsx'
import { fits } from './search/fits.ts'

const ROW = 32
const COARSE_ROW = 40

interface ComboboxProps<Value extends string> extends ChoiceProps<Value> {
  /** Text shown if no option matches. */
  readonly empty?: string
  /** Called with the typed text, and with an empty one once the list closes. For options that a server finds. */
  readonly onType?: (text: string) => void
}

/** Select with search, for many options. Renders only visible options. */
export function Combobox<Value extends string>({
  value,
  options,
  onChange,
  label,
  placeholder = t`Choose…`,
  empty = t`Nothing found.`,
  onType,
  className,
  ...control
}: ComboboxProps<Value>) {
  const chosen = options.find((option) => option.value === value)
  // Undefined: nothing was typed, and all options are shown.
  const [typed, setTyped] = useState<string>()
  const write = (text: string | undefined) => {
    setTyped(text)
    onType?.(text ?? '')
  }
  const shown = typed === undefined ? options : options.filter(({ label }) => fits(typed)(label))
  const box = useCombobox<Option<Value>>({
    items: [...shown],
    itemToKey: (option) => option?.value,
    itemToString: (option) => option?.label ?? '',
    selectedItem: chosen ?? null,
    inputValue: typed ?? chosen?.label ?? '',
    onIsOpenChange: ({ isOpen }) => {
      if (!isOpen) write(undefined)
    },
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem !== null && selectedItem.value !== value) onChange(selectedItem.value)
    },
    // The virtualizer scrolls the list.
    scrollIntoView: () => {},
    stateReducer: keepChoice,
  })
  const { isOpen, highlightedIndex, getInputProps, getMenuProps, getItemProps } = box
  return (
    <Popper.Root>
      <Popper.Anchor asChild>
        <span className={cx('relative inline-flex min-w-0', className ?? 'w-full')}>
          <Input
            {...getInputProps({
              ...control,
              'aria-labelledby': undefined,
              'aria-label': label,
              onKeyDown: (event) => event.key === 'Escape' && isOpen && event.preventDefault(),
              // This handler runs at once. The combobox reports a change later, when a fast typist has already typed
              // on.
              onChange: (event) => write(event.currentTarget.value),
              onFocus: (event) => event.currentTarget.select(),
              onBlur: () => write(undefined),
            })}
            placeholder={placeholder}
            className="cursor-pointer truncate pr-8"
          />
          <ChevronDown
            aria-hidden="true"
            className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2 size-4 text-subtle"
          />
        </span>
      </Popper.Anchor>
      <OptionPopup isOpen={isOpen}>
        {shown.length === 0 && <p className="px-3 py-5 text-center text-muted">{empty}</p>}
        <OptionRows
          menu={getMenuProps(
            { 'aria-labelledby': undefined, 'aria-label': label ?? t`Options` },
            { suppressRefError: true },
          )}
          options={shown}
          active={highlightedIndex}
          chosen={chosen}
          getItem={(item, index) => getItemProps({ item, index })}
        />
      </OptionPopup>
    </Popper.Root>
  )
}

interface OptionRowsProps<Value extends string> {
  // biome-ignore lint/suspicious/noExplicitAny: downshift does not type its props further
  readonly menu: any
  readonly options: readonly Option<Value>[]
  readonly active: number
  readonly chosen: Option<Value> | undefined
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly getItem: (option: Option<Value>, index: number) => any
}

function OptionRows<Value extends string>({
  menu: { ref, ...menu },
  options,
  active,
  chosen,
  getItem,
}: OptionRowsProps<Value>) {
  const list = useRef<HTMLUListElement>(null)
  const virtual = useVirtualizer({
    count: options.length,
    estimateSize: () => (matchMedia('(pointer: coarse)').matches ? COARSE_ROW : ROW),
    getScrollElement: () => list.current,
    paddingStart: 4,
    paddingEnd: 4,
    scrollPaddingStart: 4,
    scrollPaddingEnd: 4,
    overscan: 6,
    initialOffset: Math.max(0, active) * ROW,
  })
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active)
  }, [active, virtual])
  return (
    <ul
      {...menu}
      ref={(element) => {
        list.current = element
        ref?.(element)
      }}
      className={cx(LISTBOX, 'px-1! py-0!', options.length === 0 && 'hidden')}
    >
      {/* The spacer is as tall as all rows, for the scrollbar. Rows are positioned in it. */}
      <li role="presentation" style={{ height: virtual.getTotalSize() }} />
      {virtual.getVirtualItems().map(({ index, start }) => {
        const option = options[index] as Option<Value>
        return (
          <OptionRow
            key={option.value}
            {...getItem(option, index)}
            aria-setsize={options.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
            className="absolute inset-x-1 top-0"
            option={option}
            isActive={index === active}
            isChosen={option === chosen}
          />
        )
      })}
    </ul>
  )
}

/** Changes the value only on a click or Enter. Leaving the field or pressing Escape restores the previous value. */
function keepChoice<Value extends string>(
  { selectedItem }: UseComboboxState<Option<Value>>,
  { changes, type }: UseComboboxStateChangeOptions<Option<Value>>,
): Partial<UseComboboxState<Option<Value>>> {
  const types = useCombobox.stateChangeTypes
  if (type === types.InputChange) return { ...changes, highlightedIndex: 0 }
  if (type === types.InputBlur || type === types.InputKeyDownEscape) {
    return { ...changes, selectedItem, inputValue: selectedItem?.label ?? '' }
  }
  return changes
}
