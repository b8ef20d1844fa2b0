import { type KeyboardEvent, useState } from 'react'
import type { PickerGroup, PickerItem } from './picker-items.ts'

/** Manages the active item of a picker and its keys. */
export function usePicking(groups: readonly PickerGroup[], onClose: () => void) {
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
