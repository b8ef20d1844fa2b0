import { t } from '@lingui/core/macro'
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react'
import type { Output } from '#api/api.ts'
import { explainFailure } from '#entities/connector/explain-failure.ts'
import { cx } from '#ui/cx.ts'

type Check = Output<'checkConnector'>

const LOOKS = {
  succeeded: { icon: CircleCheck, look: 'border-good/30 bg-good-soft [&_svg]:text-good' },
  failed: { icon: CircleAlert, look: 'border-bad/30 bg-bad-soft [&_svg]:text-bad' },
  inconclusive: { icon: CircleHelp, look: 'border-warn/30 bg-warn-soft [&_svg]:text-warn' },
  skipped: { icon: CircleHelp, look: 'border-line bg-sunken [&_svg]:text-muted' },
}

/** Result of a check, and its meaning. */
export function CheckNote({ check, service }: { readonly check: Check; readonly service: string }) {
  const { icon: Icon, look } = LOOKS[check.status]
  const { title, text } = toWords(check, service)
  return (
    <div role="status" className={cx('flex gap-2.5 rounded-md border px-3 py-2.5 text-sm', look)}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <p className="break-words text-muted">{text}</p>
      </div>
    </div>
  )
}

function toWords({ status, error_message, entity_check_results }: Check, service: string) {
  const first = entity_check_results[0]
  switch (status) {
    case 'succeeded':
      return {
        title: t`It works`,
        text: first ? t`${service} responded to a request for ${first.entity}.` : t`${service} responded.`,
      }
    case 'failed': {
      const upstream_status = first?.status_code ?? null
      const { title, text } = explainFailure({ code: 'upstream_rejected', upstream_status }, service)
      if (upstream_status === 401 || upstream_status === 403) return { title, text }
      return { title: t`It does not work`, text: error_message ?? text }
    }
    case 'inconclusive':
      return {
        title: t`No clear response`,
        text: error_message ?? t`${service} did not say whether the credentials are valid.`,
      }
    default:
      return {
        title: t`Not checked`,
        text: t`No operation of ${service} can be run without parameters. ${{ message: error_message ?? '' }} The first call will show whether it works.`,
      }
  }
}
