import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { CodeBlock } from '#ui/show/code.tsx'
import { Warning } from '#ui/show/warning.tsx'

interface SecretOnceProps {
  readonly client_id: string
  readonly client_secret: string
}

/** Client id and secret of an application. The secret is shown only once. */
export function SecretOnce({ client_id, client_secret }: SecretOnceProps) {
  return (
    <div className="flex flex-col gap-3">
      <Warning>
        <Trans>Copy it now. Only a hash of it is stored, and it is not shown again.</Trans>
      </Warning>
      <CodeBlock
        code={`BULKHEAD_URL=${location.origin}\nBULKHEAD_CLIENT_ID=${client_id}\nBULKHEAD_CLIENT_SECRET=${client_secret}`}
        language="text"
        label={t`Environment`}
        wrap
      />
    </div>
  )
}
