import { msg, t } from '@lingui/core/macro'
import { useState } from 'react'
import { translated } from '#texts/translated.ts'
import { Select } from '#ui/form/select.tsx'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Time before any call. With it the API returns objects that were never used. */
const NEVER = '1970-01-02T00:00:00.000Z'

const CHOICES = [
  { value: '7', label: msg`Unused for 7 days` },
  { value: '30', label: msg`Unused for 30 days` },
  { value: '90', label: msg`Unused for 90 days` },
  { value: 'never', label: msg`Never used` },
] as const

interface UseFilterProps {
  /** Days without use, or `never`. Empty: no filter. */
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Filter for objects that were not used for some time. */
export function UseFilter({ value, onChange }: UseFilterProps) {
  return (
    <Select
      label={t`Use`}
      className="w-44 @max-3xl/page:w-full"
      value={CHOICES.some((choice) => choice.value === value) ? value : ''}
      options={[{ value: '', label: t`Any last use` }, ...translated(CHOICES)]}
      onChange={onChange}
    />
  )
}

/** Returns the filter as a parameter of the API. It stays the same while the page is open. */
export function useLastCallBefore(value: string | undefined): { readonly last_call_before?: string } {
  const [now] = useState(() => Math.floor(Date.now() / HOUR_MS) * HOUR_MS)
  if (value === 'never') return { last_call_before: NEVER }
  const days = Number(value)
  if (!CHOICES.some((choice) => choice.value === value)) return {}
  return { last_call_before: new Date(now - days * DAY_MS).toISOString() }
}
