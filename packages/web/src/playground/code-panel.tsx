import type { MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useChange } from '#api/use-api.ts'
import { getClockFormat } from '#texts/format.ts'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { CodeBlock } from '#ui/show/code.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { getSnippets, type Snippet, type SnippetCall } from './snippets.ts'

const LIFETIME_SECONDS = 1_200

/** Prerequisites of a snippet that contains no token. */
const NEEDS: Readonly<Record<Snippet['value'], MessageDescriptor>> = {
  curl: msg`Needs APPLICATION_TOKEN, a token of an application, and jq. Or insert a token.`,
  typescript: msg`Needs BULKHEAD_URL, BULKHEAD_CLIENT_ID and BULKHEAD_CLIENT_SECRET. Or insert a token.`,
  javascript: msg`Needs BULKHEAD_TOKEN, a scoped token of this workspace. Or insert a token.`,
  cli: msg`Needs bulkhead login once. Or insert a token.`,
  mcp: msg`What a client of /mcp sends. Insert a token to send it by curl.`,
}

interface CodePanelProps {
  readonly call: SnippetCall
  readonly service: string
  readonly effect: 'read' | 'write' | 'destructive'
  readonly className?: string
}

/** The call as code. A token can be inserted, so that the code runs as it is pasted. */
export function CodePanel({ call, service, effect, className }: CodePanelProps) {
  const mint = useChange('createScopedToken')
  const [endsAt, setEndsAt] = useState<number>()
  const { connector_id, workspace_id, workspace_name, entity, action } = call
  const isReading = effect === 'read'
  const snippets = getSnippets({ ...call, token: mint.data?.token })
  function insertToken() {
    mint.mutate(
      {
        body: {
          workspace_id,
          create_workspace: false,
          expires_in: LIFETIME_SECONDS,
          // For sample data, the token is narrowed to this operation, because there is no connector to narrow it to.
          ...(connector_id === undefined
            ? { entities: [entity], actions: [action] }
            : { connector_ids: [connector_id] }),
          ...(isReading && { read_only: true }),
        },
      },
      { onSuccess: ({ expires_in }) => setEndsAt(Date.now() + expires_in * 1000) },
    )
  }
  return (
    <section aria-label={t`Code`} className={cx('flex min-w-0 flex-col gap-2', className)}>
      <div className="flex min-h-8 items-center justify-between gap-3">
        <h2 className="font-semibold text-sm">
          <Trans>Code</Trans>
        </h2>
        <Button size="sm" icon={<KeyRound />} busy={mint.isPending} onClick={insertToken}>
          {mint.data === undefined ? t`Insert a token` : t`Insert another token`}
        </Button>
      </div>
      {mint.error && <ErrorNote error={mint.error} title={t`No token was made`} />}
      <Tabs
        label={t`Interfaces`}
        tabs={snippets.map(({ value, label, language, code }) => ({
          value,
          label,
          content: (
            <>
              <CodeBlock code={code} language={language} label={label} className="[&_pre]:max-h-40" />
              <p className="mt-1.5 text-muted text-xs">
                {endsAt === undefined
                  ? i18n._(NEEDS[value])
                  : connector_id === undefined
                    ? t`You can run it as it is until ${{ time: getClockFormat().format(endsAt) }}. The token reaches only ${`${entity}.${action}`} in the workspace ${workspace_name}.`
                    : isReading
                      ? t`You can run it as it is until ${{ time: getClockFormat().format(endsAt) }}. The token reaches only this connector of ${service}, and can only read.`
                      : t`You can run it as it is until ${{ time: getClockFormat().format(endsAt) }}. The token reaches only this connector of ${service}.`}
              </p>
            </>
          ),
        }))}
      />
    </section>
  )
}
