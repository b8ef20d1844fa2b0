import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link, type LinkProps } from '@tanstack/react-router'
import { Check, ChevronRight, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { cx } from '#ui/cx.ts'
import { IconButton } from '#ui/icon-button.tsx'

const HIDDEN = 'bulkhead-setup-hidden'

interface Step {
  readonly title: string
  readonly text: string
  readonly link: LinkProps
  /** Undefined until it is known. */
  readonly isDone: boolean | undefined
}

/** Open setup steps of the organization, computed from its data. */
export function SetupChecklist() {
  const [isHidden, setHidden] = useState(() => localStorage.getItem(HIDDEN) !== null)
  const steps = useSteps()
  const done = steps.filter(({ isDone }) => isDone === true).length
  const isKnown = steps.every(({ isDone }) => isDone !== undefined)
  const isComplete = done === steps.length
  // The checklist is shown before its steps are known, so that nothing moves. Once all steps are complete, it stays
  // hidden.
  useEffect(() => {
    if (isComplete) localStorage.setItem(HIDDEN, 'complete')
  }, [isComplete])
  if (isHidden || isComplete) return null
  const next = isKnown ? steps.find(({ isDone }) => isDone === false) : undefined
  return (
    <section aria-labelledby="setup" className="rounded-lg border border-line bg-surface">
      <div className="flex h-12 items-center gap-3 pr-2 pl-4">
        <h2 id="setup" className="font-semibold text-sm">
          <Trans context="setup">Set up</Trans>
        </h2>
        <span className="text-muted text-xs tabular-nums">{isKnown && t`${done} of ${steps.length}`}</span>
        <span aria-hidden="true" className="flex h-1 w-24 overflow-hidden rounded-full bg-track">
          <span className="bg-accent" style={{ width: `${(done / steps.length) * 100}%` }} />
        </span>
        <IconButton
          label={t`Hide`}
          icon={<X />}
          size="sm"
          className="ml-auto"
          onClick={() => {
            localStorage.setItem(HIDDEN, 'yes')
            setHidden(true)
          }}
        />
      </div>
      <ol className="grid gap-px overflow-hidden rounded-b-lg border-line border-t bg-line @2xl/page:grid-cols-2 @5xl/page:grid-cols-4">
        {steps.map(({ title, text, link, isDone }) => (
          <li
            key={title}
            className="relative flex gap-2.5 bg-surface px-4 py-3 transition-colors focus-within:bg-hover hover:bg-hover last:odd:@2xl/page:col-span-2"
          >
            <span
              className={cx(
                'mt-0.5 flex size-4.5 shrink-0 items-center justify-center rounded-full border',
                isDone ? 'border-transparent bg-good-soft text-good' : 'border-control-line border-dashed',
              )}
            >
              {isDone && <Check aria-label={t`done`} className="size-3" strokeWidth={3} />}
            </span>
            <div className="min-w-0 flex-1">
              {isDone ? (
                <span className="text-muted text-sm">{title}</span>
              ) : (
                <Link {...link} className="font-medium text-ink text-sm after:absolute after:inset-0">
                  {title}
                </Link>
              )}
              <p className="text-muted text-xs @max-2xl/page:hidden">{text}</p>
            </div>
            <ChevronRight
              aria-hidden="true"
              className={cx('mt-0.5 size-4 text-muted', title !== next?.title && 'invisible')}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Returns the steps in their usual order. Only steps with a page in the app are listed. */
function useSteps(): readonly Step[] {
  const { data: setup } = useRead('getOrganizationSetup', {}, { refetchOnMount: 'always' })
  const connector = setup?.connector_id ?? undefined
  return [
    {
      title: t`Connect a service`,
      text: t`Its credential is stored encrypted.`,
      link: { to: '/start' },
      isDone: setup && connector !== undefined,
    },
    {
      title: t`Run an operation`,
      text: t`See what the service returns.`,
      link: connector === undefined ? { to: '/start' } : { to: '/start', search: { connector } },
      isDone: setup?.connector_called,
    },
    {
      title: t`Call it from your app`,
      text: t`With the client ID and secret of an application.`,
      link: { to: '/access/applications' },
      isDone: setup?.application_called,
    },
    {
      title: t`Add an OAuth app`,
      text: t`People sign in at the service instead of pasting a token.`,
      link: { to: '/settings/oauth-apps' },
      isDone: setup?.oauth_app,
    },
    {
      title: t`Send a connect link`,
      text: t`A customer connects their own account.`,
      link: { to: '/w/$workspace/connect-links', params: { workspace: DEFAULT_WORKSPACE } },
      isDone: setup?.connect_link,
    },
    {
      title: t`Invite a colleague`,
      text: t`With a role, and for members their workspaces.`,
      link: { to: '/people' },
      isDone: setup?.colleague,
    },
    {
      title: t`Connect an agent`,
      text: t`Over MCP: you choose what it may do.`,
      link: { to: '/access/mcp' },
      isDone: setup?.agent,
    },
  ]
}
