import type { ReactNode } from 'react'
export interface PickerItem {
  readonly id: string
  readonly label: string
  /** Beside the label, quieter. */
  readonly hint?: ReactNode
  readonly icon?: ReactNode
  readonly keys?: readonly string[]
  readonly onPick: () => void
}

export interface PickerGroup {
  readonly label: string
  readonly items: readonly PickerItem[]
}
