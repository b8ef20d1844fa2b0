import { t } from '@lingui/core/macro'
import * as Popper from '@radix-ui/react-popper'
import { type UseComboboxState, type UseComboboxStateChangeOptions, useCombobox } from 'downshift'
import { ListFilter, X } from 'lucide-react'
import { type ReactNode, useId, useRef } from 'react'
import { cx } from '../cx.ts'
import { CONTROL } from './input.tsx'
import type { Option } from './option.ts'
import { LISTBOX, OptionPopup, OptionRow } from './option-popup.tsx'

/** Active filter. */
export interface Chip {
  readonly key: string
  /** Name of the filter, such as `Service`. */
  readonly name: string
  readonly value: ReactNode
}

interface ChipFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly chips: readonly Chip[]
  /** Matching options, best first. */
  readonly options: readonly Option[]
  readonly text: string
  readonly onText: (text: string) => void
  readonly onAdd: (value: string) => void
  readonly onRemove: (key: string) => void
  /** Called on focus, before anything is typed: the options can be loaded then. */
  readonly onFocus?: () => void
  /** Text shown if no option matches. */
  readonly empty?: string
  readonly className?: string
}

/** Field with filters as chips. Typing finds filters, Enter adds the first match, Backspace removes the last chip. */
export function ChipField({
  label,
  placeholder,
  chips,
  options,
  text,
  onText,
  onAdd,
  onRemove,
  onFocus,
  empty = t`Nothing found.`,
  className,
}: ChipFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { isOpen, highlightedIndex, getInputProps, getMenuProps, getItemProps } = useCombobox<Option>({
    items: [...options],
    itemToKey: (option) => option?.value,
    itemToString: (option) => option?.label ?? '',
    selectedItem: null,
    inputValue: text,
    onStateChange: ({ type, selectedItem }) => {
      const types = useCombobox.stateChangeTypes
      if ((type !== types.InputKeyDownEnter && type !== types.ItemClick) || !selectedItem) return
      onAdd(selectedItem.value)
      onText('')
    },
    stateReducer: keepText,
  })
  function remove(key: string | undefined) {
    if (key === undefined) return
    onRemove(key)
    input.current?.focus()
  }
  return (
    <Popper.Root>
      <Popper.Anchor asChild>
        <div
          className={cx(
            CONTROL,
            'relative flex min-h-8 flex-wrap items-center gap-1 py-[3px] pr-1 pl-8 focus-within:border-accent',
            className,
          )}
        >
          <ListFilter
            aria-hidden="true"
            className="pointer-events-none absolute top-2 left-2.5 size-3.5 text-subtle pointer-coarse:top-3"
          />
          {chips.map(({ key, name, value }) => (
            <span
              key={key}
              data-chip={key}
              className="inline-flex h-6 min-w-0 max-w-full items-center rounded bg-hover pl-1.5 text-xs pointer-coarse:h-8"
            >
              <span id={`${id}-${key}`} className="flex min-w-0 gap-1">
                <span className="shrink-0 text-muted">{name}</span>
                <span className="min-w-0 max-w-44 truncate font-medium">{value}</span>
              </span>
              <button
                type="button"
                id={`${id}-${key}-remove`}
                aria-label={t`Remove the filter`}
                aria-labelledby={`${id}-${key}-remove ${id}-${key}`}
                className="inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:text-ink pointer-coarse:size-8 [&_svg]:size-3.5"
                onClick={() => remove(key)}
                onKeyDown={(event) => {
                  if (event.key === 'Backspace' || event.key === 'Delete') remove(key)
                }}
              >
                <X />
              </button>
            </span>
          ))}
          <input
            {...getInputProps({
              ref: input,
              'aria-label': label,
              'aria-labelledby': undefined,
              onFocus,
              // This handler runs at once. The combobox reports a change later, when a fast typist has already typed
              // on.
              onChange: (event) => onText(event.currentTarget.value),
              onKeyDown: (event) => {
                if (event.key === 'Backspace' && text === '') remove(chips.at(-1)?.key)
                if (event.key === 'Escape' && (isOpen || text !== '')) {
                  event.preventDefault()
                  onText('')
                }
              },
            })}
            spellCheck={false}
            placeholder={chips.length === 0 ? placeholder : t`Add a filter`}
            className="h-6 min-w-24 flex-1 text-ellipsis bg-transparent px-0.5 outline-none placeholder:text-subtle pointer-coarse:h-8"
          />
        </div>
      </Popper.Anchor>
      <OptionPopup isOpen={isOpen}>
        {options.length === 0 && <p className="px-3 py-5 text-center text-muted">{empty}</p>}
        <ul
          {...getMenuProps(
            { 'aria-labelledby': undefined, 'aria-label': t`Suggestions` },
            { suppressRefError: true },
          )}
          className={cx(LISTBOX, options.length === 0 && 'hidden')}
        >
          {options.map((option, index) => (
            <OptionRow
              key={option.value}
              {...getItemProps({ item: option, index })}
              option={option}
              isActive={index === highlightedIndex}
              isChosen={false}
            />
          ))}
        </ul>
      </OptionPopup>
    </Popper.Root>
  )
}

/**
 * Highlights the first option once something is typed, so that Enter chooses it. Keeps the text if the field is left
 * without a choice.
 */
function keepText(
  { inputValue }: UseComboboxState<Option>,
  { changes, type }: UseComboboxStateChangeOptions<Option>,
): Partial<UseComboboxState<Option>> {
  const types = useCombobox.stateChangeTypes
  if (type === types.InputChange) return { ...changes, highlightedIndex: changes.inputValue === '' ? -1 : 0 }
  if (type === types.InputBlur) return { ...changes, selectedItem: null, inputValue }
  return changes
}
