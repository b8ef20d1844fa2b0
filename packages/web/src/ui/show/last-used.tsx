import { Trans } from '@lingui/react/macro'
import { Time } from './time.tsx'

interface LastUsedProps {
  /** Null before the first use. */
  readonly at: string | null
}

/** Time of the last use. */
export function LastUsed({ at }: LastUsedProps) {
  if (at === null) return <Trans>never used</Trans>
  return (
    <Trans>
      last used <Time at={at} />
    </Trans>
  )
}
