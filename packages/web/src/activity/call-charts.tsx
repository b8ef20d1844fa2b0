import type { CallSearch } from './call-filters.ts'

interface CallChartsProps {
  readonly query: object
  readonly search: CallSearch
  readonly now: number
  readonly onSearch: (search: CallSearch) => void
}

export function CallCharts(_props: CallChartsProps) {
  return null
}
