import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { TriangleAlert } from '#ui/icons.tsx'
import { CodeBlock } from '#ui/show/code.tsx'

interface SecretOnceProps {
  readonly client_id: string
  readonly client_secret: string
}

/** A client secret, the one time that it is seen. */
export function SecretOnce({ client_id, client_secret }: SecretOnceProps) {
  return (
    <div className="flex flex-col gap-3">
      <p className="flex gap-2 rounded-md border border-warn/30 bg-warn-soft px-3 py-2 text-sm">
        <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
        <span>
          <Trans>Copy it now. Only a hash of it is stored, and it is not shown again.</Trans>
        </span>
      </p>
      <CodeBlock
        code={`BULKHEAD_URL=${location.origin}\nBULKHEAD_CLIENT_ID=${client_id}\nBULKHEAD_CLIENT_SECRET=${client_secret}`}
        language="text"
        label={t`Environment`}
        wrap
      />
    </div>
  )
}
