import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { useSession } from '#entities/session/use-session.ts'
import { cx } from '#ui/cx.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { Check, ChevronRight, X } from '#ui/icons.tsx'

const HIDDEN = 'bulkhead-setup-hidden'
/** Number of recent calls among which the checklist looks for one by an agent. */
const LOOKED_AT = 100

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
        <span aria-hidden="true" className="flex h-1 w-24 overflow-hidden rounded-full bg-sunken">
          <span className="bg-accent" style={{ width: `${(done / steps.length) * 100}%` }} />
        </span>
        <IconButton
          label={t`Hide`}
          icon={<X />}
          className="ml-auto size-7"
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
              <p className="text-muted text-xs">{text}</p>
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
  const organization_id = useSession()?.organization.id ?? ''
  const last = useRead('listOrganizationCredentials', {
    path: { organization_id },
    query: { limit: 1, sort: '-last_call_at' },
  }).data?.data
  const applications = useRead('listApplications', {}).data?.data
  const apps = useRead('listOAuthCredentials', {}).data?.data
  const calls = useRead('listToolCalls', { query: { limit: LOOKED_AT } }).data?.data
  const links = useRead('listConnectSessions', { query: { limit: 1 } }).data?.data
  const people = useRead('listPeople', {}).data?.data
  const invitations = useRead('listInvitations', { query: { limit: 1 } }).data?.data
  const connector = last?.[0]
  return [
    {
      title: t`Connect a service`,
      text: t`Its credential is stored encrypted.`,
      link: { to: '/start' },
      isDone: last && connector !== undefined,
    },
    {
      title: t`Run an operation`,
      text: t`See what the service returns.`,
      link:
        connector === undefined ? { to: '/start' } : { to: '/start', search: { connector: connector.id } },
      isDone: last && connector !== undefined && connector.last_accessed_at !== null,
    },
    {
      title: t`Call it from your app`,
      text: t`With the client ID and secret of an application.`,
      link: { to: '/access/applications' },
      isDone: applications?.some(({ last_used_at }) => last_used_at !== null),
    },
    {
      title: t`Add an OAuth app`,
      text: t`Owners sign in at a service instead of pasting a token.`,
      link: { to: '/settings/oauth-apps' },
      // The list also contains services without an OAuth app.
      isDone: apps?.some(({ credentials }) => credentials !== null),
    },
    {
      title: t`Send a connect link`,
      text: t`A customer connects their own account.`,
      link: { to: '/w/$workspace/connect-links', params: { workspace: DEFAULT_WORKSPACE } },
      isDone: links && links.length > 0,
    },
    {
      title: t`Invite a colleague`,
      text: t`With a role, and for members their workspaces.`,
      link: { to: '/people' },
      isDone: people && invitations && people.length + invitations.length > 1,
    },
    {
      title: t`Connect an agent`,
      text: t`Over MCP, with a narrowed token.`,
      link: { to: '/access/mcp' },
      isDone: calls?.some(({ source }) => source === 'mcp'),
    },
  ]
}
