import { cx } from '../cx.ts'
import type { Series } from './series.ts'

/** Legend of a chart. */
export function Legend({
  series,
}: {
  readonly series: readonly Pick<Series, 'name' | 'look' | 'isDashed'>[]
}) {
  return (
    <ul className="flex flex-wrap gap-x-3.5">
      {series.map(({ name, look, isDashed = false }) => (
        <li key={name} className="inline-flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className={cx('w-3 border-current border-t-2', isDashed && 'border-dotted', look)}
          />
          {name}
        </li>
      ))}
    </ul>
  )
}
