import { t } from '@lingui/core/macro'
import type { Output } from '#api/api.ts'

/** Returns the end of a sentence such as "It was added": the result of the check before, or nothing if it succeeded. */
export function despite(status: Output<'checkConnector'>['status']): string {
  if (status === 'succeeded') return ''
  return status === 'failed' ? t`, though its check failed` : t`, unchecked`
}
