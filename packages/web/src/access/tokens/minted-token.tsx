import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import type { Output } from '#api/api.ts'
import { Button } from '#ui/button.tsx'
import { Card } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { JsonView } from '#ui/show/json-view.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { SampleReach } from './sample-reach.tsx'
import { TokenReach } from './token-reach.tsx'

interface MintedTokenProps {
  readonly minted: Output<'createScopedToken'>
  readonly onForget: () => void
}

export function MintedToken({ minted, onForget }: MintedTokenProps) {
  const [endsAt] = useState(() => Date.now() + minted.expires_in * 1000)
  const claims = readClaims(minted.token)
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2.5">
          <Trans>Token for {minted.workspace_name}</Trans>
          <Countdown endsAt={endsAt} />
        </span>
      }
      actions={
        <Button onClick={onForget}>
          <Trans>Discard</Trans>
        </Button>
      }
    >
      <Tabs
        label={t`About the token`}
        className="px-4 pt-1 pb-4"
        tabs={[
          {
            value: 'reach',
            label: t`What it reaches`,
            content: (
              <div className="flex flex-col gap-5">
                <TokenReach token={minted.token} />
                <SampleReach token={minted.token} workspace_id={minted.workspace_id} />
              </div>
            ),
          },
          { value: 'claims', label: t`Claims`, content: <JsonView value={claims} label={t`Claims`} /> },
          {
            value: 'token',
            label: t`Token`,
            content: <CodeBlock code={minted.token} language="text" label={t`Token`} wrap />,
          },
          {
            value: 'use',
            label: t`Use it`,
            content: (
              <CodeBlock
                code={`curl -sS ${location.origin}/api/v1/account/applications/scoped-token/info \\\n  -H "Authorization: Bearer $TOKEN"`}
                language="sh"
                label="curl"
              />
            ),
          },
        ]}
      />
    </Card>
  )
}

function Countdown({ endsAt }: { readonly endsAt: number }) {
  const [left, setLeft] = useState(() => Math.ceil((endsAt - Date.now()) / 1000))
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.ceil((endsAt - Date.now()) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [endsAt])
  if (left <= 0)
    return (
      <Badge tone="bad">
        <Trans>expired</Trans>
      </Badge>
    )
  const seconds = String(left % 60).padStart(2, '0')
  return (
    <Badge tone={left < 60 ? 'warn' : 'neutral'}>
      <span className="tabular-nums">
        <Trans>
          {Math.floor(left / 60)}:{seconds} left
        </Trans>
      </span>
    </Badge>
  )
}

/** Decodes a JWT's claims without verifying it. For display only. */
function readClaims(token: string): Record<string, unknown> {
  const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
  const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes))
}
