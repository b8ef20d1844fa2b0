import { toAccent } from '@bulkhead/connect-page/colors'
import { Trans } from '@lingui/react/macro'

interface BrandingPreviewProps {
  readonly name: string
  readonly logo: string | null
  /** Entered colors. An invalid color is ignored. */
  readonly light: string
  readonly dark: string
  readonly hasSupport: boolean
  readonly hasPrivacy: boolean
}

/** Colors of the connect page that the organization does not choose, and the default of the color that it does. */
const LOOKS = {
  light: {
    page: '#f4f6f8',
    surface: '#ffffff',
    ink: '#12161b',
    muted: '#515b67',
    line: '#d9dee5',
    color: '#0d5fa8',
  },
  dark: {
    page: '#0b0d10',
    surface: '#171b20',
    ink: '#eef1f4',
    muted: '#a3adb9',
    line: '#2c333b',
    color: '#1a78c9',
  },
} as const

/** Preview of the connect page in light and dark. */
export function BrandingPreview({ light, dark, ...rest }: BrandingPreviewProps) {
  return (
    <div className="grid gap-3 p-4 @xl/page:grid-cols-2">
      <Look {...rest} scheme="light" color={light} />
      <Look {...rest} scheme="dark" color={dark} />
    </div>
  )
}

interface LookProps extends Omit<BrandingPreviewProps, 'light' | 'dark'> {
  readonly scheme: keyof typeof LOOKS
  readonly color: string
}

function Look({ scheme, color, name, logo, hasSupport, hasPrivacy }: LookProps) {
  const { page, surface, ink, muted, line, color: usual } = LOOKS[scheme]
  const { host } = location
  const accent = toAccent(color, scheme) ?? toAccent(usual, scheme)
  return (
    <div className="flex flex-col gap-3 rounded-lg p-4 text-sm" style={{ background: page, color: ink }}>
      <div className="flex min-h-7 items-center gap-2 font-semibold">
        {logo !== null && <img src={new URL(logo).pathname} alt="" className="h-7 max-w-32 object-contain" />}
        <span className="min-w-0 break-words">{name}</span>
      </div>
      <div
        className="flex flex-col gap-2 rounded-xl border p-4"
        style={{ background: surface, borderColor: line }}
      >
        <img src="/icons/github.svg" alt="" className="size-8" />
        <p className="text-balance font-semibold text-base">
          <Trans>{name} wants to use your GitHub, for Birch</Trans>
        </p>
        <p
          className="rounded-lg px-3 py-2 text-center font-medium"
          style={{ background: accent?.fill, color: accent?.on }}
        >
          <Trans>Continue with GitHub</Trans>
        </p>
        <p style={{ color: accent?.ink }} className="underline">
          <Trans>Other ways to connect</Trans>
        </p>
      </div>
      <p className="flex flex-wrap gap-x-3 text-xs" style={{ color: muted }}>
        <span>
          <Trans>This page belongs to {host}.</Trans>
        </span>
        {hasSupport && (
          <span className="underline">
            <Trans>Help</Trans>
          </span>
        )}
        {hasPrivacy && (
          <span className="underline">
            <Trans>Privacy</Trans>
          </span>
        )}
      </p>
    </div>
  )
}
