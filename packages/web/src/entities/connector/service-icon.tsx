import { cx } from '#ui/cx.ts'

const FILES = import.meta.glob<string>('../../../../catalog/*/icon.svg', {
  eager: true,
  query: '?url',
  import: 'default',
})

const ICONS: ReadonlyMap<string, string> = new Map(
  Object.entries(FILES).map(([path, url]) => [path.split('/').at(-2) ?? '', url]),
)

interface ServiceIconProps {
  readonly slug: string | null
  readonly name: string
  readonly size?: 'sm' | 'md' | 'lg'
}

const SIZES = {
  sm: 'size-6 rounded-md text-xs',
  md: 'size-8 rounded-lg text-sm',
  lg: 'size-11 rounded-xl text-lg',
}
const INNER = { sm: 'size-4', md: 'size-5', lg: 'size-6' }

/** Of a service of the catalog its icon, in the colour of the text; of another its first letter. */
export function ServiceIcon({ slug, name, size = 'md' }: ServiceIconProps) {
  const url = ICONS.get(slug ?? '')
  return (
    <span
      aria-hidden="true"
      className={cx(
        'inline-flex shrink-0 items-center justify-center border border-line bg-raised font-semibold text-ink',
        SIZES[size],
      )}
    >
      {url === undefined ? (
        ([...name][0]?.toUpperCase() ?? '?')
      ) : (
        <span
          className={cx(
            'bg-current [mask-position:center] [mask-repeat:no-repeat] [mask-size:contain]',
            INNER[size],
          )}
          style={{ maskImage: `url("${url}")` }}
        />
      )}
    </span>
  )
}
