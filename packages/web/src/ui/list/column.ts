import type { MessageDescriptor } from '@lingui/core'
import type { ReactNode } from 'react'
import { i18n } from '#texts/i18n.ts'

/** Column of a list, with the content of its cells. */
export interface Column<Row> {
  readonly header: string | MessageDescriptor
  /** Width as a grid track: `minmax(0,2fr)`, `6rem`. */
  readonly width: string
  /** Width if the list is narrow. Default: `width`. */
  readonly narrowWidth?: string
  /**
   * Whether the column is hidden if the list is narrow. The second line of the first column should then show its
   * content. `'most'`: it is also hidden on medium widths.
   */
  readonly wide?: boolean | 'most'
  readonly align?: 'end'
  /** Orders that the header cycles through before it returns to the default, such as `name` and `-name`. */
  readonly sorts?: readonly string[]
  readonly cell: (row: Row) => ReactNode
}

/** Classes of the header and of each row. The list sets the tracks of its columns for each width. */
export const GRID =
  'grid items-center gap-x-4 pr-(--gutter,1rem) pl-[var(--gutter-start,var(--gutter,1rem))] [grid-template-columns:var(--narrow)] @2xl/list:[grid-template-columns:var(--wide)] @5xl/list:[grid-template-columns:var(--widest)]'

/** Returns the class that hides a column where the list is too narrow for it. */
export function hideAt(wide: Column<never>['wide']): string | false {
  if (wide === 'most') return '@max-5xl/list:hidden'
  return wide === true && '@max-2xl/list:hidden'
}

/** Returns the header of a column in the language of the app. */
export function toHeader(header: Column<never>['header']): string {
  return typeof header === 'string' ? header : i18n._(header)
}
