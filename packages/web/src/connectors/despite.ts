import { t } from '@lingui/core/macro'
import type { Output } from '#api/api.ts'

/** Adds to "It was added" what the check before said, if that was no success. */
export function despite(status: Output<'checkConnector'>['status']): string {
  if (status === 'succeeded') return ''
  return status === 'failed' ? t`, though its check failed` : t`, unchecked`
}
