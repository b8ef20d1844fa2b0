import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Card } from '#ui/page.tsx'
import { CodeBlock } from '#ui/show/code.tsx'

/** Card that says how an application that was never used gets its first token, and where its secret is. */
export function FirstToken({ client_id }: { readonly client_id: string }) {
  const body = JSON.stringify({ client_id, client_secret: '…' }).replaceAll("'", `'\\''`)
  const code = `APPLICATION_TOKEN=$(curl -sS ${location.origin}/api/v1/account/applications/token \\
  -H 'Content-Type: application/json' \\
  -d '${body}' | jq -r .access_token)`
  return (
    <Card
      title={t`Get the first token`}
      description={t`Enter the secret in place of the dots. The token works for 15 minutes.`}
      className="mt-4"
    >
      <div className="flex flex-col gap-3 p-4">
        <CodeBlock code={code} language="sh" label={t`First token`} wrap />
        <p className="text-muted text-sm">
          <Trans>
            A secret is shown once, when it is created. The server printed the one of the first application
            when it started for the first time, unless its settings gave it one. If you do not have it, create
            a new secret.
          </Trans>
        </p>
      </div>
    </Card>
  )
}
