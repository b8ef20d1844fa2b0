import type { ReactNode } from 'react'
export interface PickerItem {
  readonly id: string
  readonly label: string
  /** Secondary text next to the label. */
  readonly hint?: ReactNode
  readonly icon?: ReactNode
  readonly keys?: readonly string[]
  readonly onPick: () => void
}

export interface PickerGroup {
  readonly label: string
  readonly items: readonly PickerItem[]
}
