import catalog from '@bulkhead/catalog/catalog.json' with { type: 'json' }
import marks from '@bulkhead/catalog/marks.json' with { type: 'json' }
import { cx } from '#ui/cx.ts'

interface Mark {
  readonly light: { readonly tile: string; readonly mark: string }
  readonly dark: { readonly tile: string; readonly mark: string }
  readonly path: string
}

const BY_NAME: Readonly<Record<string, Mark>> = marks
const BY_SLUG: ReadonlyMap<string, Mark | undefined> = new Map(
  catalog.map(({ slug, mark }) => [slug, mark === null ? undefined : BY_NAME[mark]]),
)

interface ServiceIconProps {
  readonly slug: string | null
  readonly name: string
  readonly size?: 'xs' | 'sm' | 'md' | 'lg'
}

const SIZES = {
  xs: 'size-5 rounded-[5px] text-2xs',
  sm: 'size-6 rounded-md text-xs',
  md: 'size-8 rounded-lg text-sm',
  lg: 'size-11 rounded-xl text-lg',
}
const INNER = { xs: 'size-3', sm: 'size-3.5', md: 'size-4.5', lg: 'size-6' }

/** Logo of a service on a tile of its color. A service without a logo gets the first letter of its name. */
export function ServiceIcon({ slug, name, size = 'md' }: ServiceIconProps) {
  const mark = BY_SLUG.get(slug ?? '')
  const shape = cx('inline-flex shrink-0 items-center justify-center', SIZES[size])
  if (mark === undefined) {
    return (
      <span aria-hidden="true" className={cx(shape, 'bg-track font-semibold text-muted')}>
        {[...name][0]?.toUpperCase() ?? '?'}
      </span>
    )
  }
  const { light, dark, path } = mark
  return (
    <span
      aria-hidden="true"
      className={shape}
      style={{
        backgroundColor: `light-dark(${light.tile}, ${dark.tile})`,
        color: `light-dark(${light.mark}, ${dark.mark})`,
      }}
    >
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the name is next to it */}
      <svg viewBox="0 0 24 24" className={INNER[size]} fill="currentColor">
        <path d={path} />
      </svg>
    </span>
  )
}
