import { Trans } from '@lingui/react/macro'

interface LiveSwitchProps {
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChange: (isLive: boolean) => void
}

/** Checkbox of a list that keeps looking for new rows. */
export function LiveSwitch({ checked, disabled = false, onChange }: LiveSwitchProps) {
  return (
    <label className="flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 text-sm">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4"
      />
      <Trans>Live</Trans>
    </label>
  )
}
