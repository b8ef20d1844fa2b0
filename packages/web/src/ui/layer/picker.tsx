import { t } from '@lingui/core/macro'
import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { cx } from '../cx.ts'
import { Keys } from '../show/keys.tsx'
import { Spinner } from '../show/spinner.tsx'
import { Dialog } from './dialog.tsx'
import type { PickerGroup, PickerItem } from './picker-items.ts'

interface PickerProps {
  readonly title: string
  readonly placeholder: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly groups: readonly PickerGroup[]
  readonly busy?: boolean
  /** Content shown if nothing matches. */
  readonly empty: ReactNode
  readonly footer?: ReactNode
  readonly onClose: () => void
}

/** Dialog for finding an item by typing. It follows the combobox pattern of the ARIA Authoring Practices. */
export function Picker({ title, onClose, ...rest }: PickerProps) {
  return (
    <Dialog open onClose={onClose} title={title} hideTitle size="palette">
      <PickerList title={title} onClose={onClose} {...rest} />
    </Dialog>
  )
}

function PickerList({
  title,
  placeholder,
  text,
  onText,
  groups,
  busy = false,
  empty,
  footer,
  onClose,
}: PickerProps) {
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const { items, active, current, choose, pick, onKeyDown } = usePicking(groups, onClose)
  useEffect(() => {
    if (current === undefined) return
    list.current?.querySelector(`[data-id="${CSS.escape(current.id)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current])

  return (
    <>
      <div className="flex items-center gap-3 border-line border-b px-4">
        {busy ? (
          <Spinner className="text-muted" />
        ) : (
          <Search aria-hidden="true" className="size-4 text-muted" />
        )}
        <input
          data-autofocus=""
          role="combobox"
          aria-label={title}
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={current === undefined ? undefined : `${listId}-${active}`}
          value={text}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            choose(undefined)
            onText(event.target.value)
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
        <Keys keys={['escape']} className="max-sm:hidden" />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={title}
        className="max-h-[min(60dvh,24rem)] min-h-24 overflow-y-auto p-1.5"
      >
        {items.length === 0 && (
          <div
            role="option"
            aria-selected="false"
            aria-disabled="true"
            className="px-3 py-7 text-center text-muted text-sm"
          >
            {busy ? t`Searching…` : empty}
          </div>
        )}
        {groups.map((group) =>
          group.items.length === 0 ? null : (
            <div key={group.label} role="group" aria-label={group.label}>
              <div aria-hidden="true" className="px-2.5 pt-2 pb-1 font-medium text-subtle text-xs">
                {group.label}
              </div>
              {group.items.map((item) => {
                const index = items.indexOf(item)
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
                  <div
                    key={item.id}
                    id={`${listId}-${index}`}
                    data-id={item.id}
                    role="option"
                    aria-selected={index === active}
                    tabIndex={-1}
                    onClick={() => pick(item)}
                    onPointerMove={() => choose(item.id)}
                    className={cx(
                      'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted',
                      index === active && 'bg-selected',
                    )}
                  >
                    {item.icon}
                    <span className="min-w-0 truncate">{item.label}</span>
                    <span className="ml-auto flex shrink-0 items-center gap-2 pl-3 text-subtle text-xs">
                      {item.hint}
                      {item.keys !== undefined && <Keys keys={item.keys} />}
                    </span>
                  </div>
                )
              })}
            </div>
          ),
        )}
      </div>
      {footer !== undefined && (
        <div className="border-line border-t bg-sunken px-4 py-2 text-muted text-xs">{footer}</div>
      )}
    </>
  )
}

/** Manages the active item of a picker and its keys. */
function usePicking(groups: readonly PickerGroup[], onClose: () => void) {
  const items = groups.flatMap(({ items }) => items)
  const [activeId, setActiveId] = useState<string>()
  const active = Math.max(
    0,
    items.findIndex(({ id }) => id === activeId),
  )
  const current = items[active]

  function move(to: number) {
    setActiveId(items[(to + items.length) % items.length]?.id)
  }
  function pick(item: PickerItem | undefined) {
    if (item === undefined) return
    onClose()
    item.onPick()
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(active + 1)
    else if (event.key === 'ArrowUp') move(active - 1)
    else if (event.key === 'Home') move(0)
    else if (event.key === 'End') move(items.length - 1)
    else if (event.key === 'Enter') pick(current)
    else return
    event.preventDefault()
  }
  return { items, active, current, choose: setActiveId, pick, onKeyDown }
}
