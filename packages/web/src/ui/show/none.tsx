import { Trans } from '@lingui/react/macro'

/** Dash in the place of a value that does not exist. Screen readers say it in words. */
export function None() {
  return (
    <span className="text-subtle">
      <span aria-hidden="true">–</span>
      <span className="sr-only">
        <Trans>none</Trans>
      </span>
    </span>
  )
}
