import { msg, plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { BookOpen, Box, SearchX } from 'lucide-react'
import { useState } from 'react'
import type { Input, Output } from '#api/api.ts'
import { usePages, useRead } from '#api/use-api.ts'
import { DAY_WIDTH, DayOfCalls } from '#entities/call/day-of-calls.tsx'
import { usePageIds } from '#entities/call/use-last-day.ts'
import { ServiceFilter } from '#entities/connector/service-filter.tsx'
import { LEVEL_NAMES, LEVELS } from '#entities/session/role-names.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { UseFilter, useLastCallBefore } from '#entities/workspace/use-filter.tsx'
import { formatNumber } from '#texts/format.ts'
import { i18n } from '#texts/i18n.ts'
import { translated } from '#texts/translated.ts'
import { Button } from '#ui/button.tsx'
import { Filters } from '#ui/form/filters.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { Select } from '#ui/form/select.tsx'
import { PagedList } from '#ui/list/paged-list.tsx'
import { Page } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Skeleton, SkeletonRows } from '#ui/show/skeleton.tsx'
import { EmptyState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { Dialog, DialogBody } from '../ui/layer/dialog.tsx'
import { CodeBlock } from '../ui/show/code.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { WorkspaceBulk, type WorkspaceItem } from './workspace-bulk.tsx'

const TYPESCRIPT = `import { Bulkhead } from '@bulkhead/sdk'

// BULKHEAD_URL, BULKHEAD_CLIENT_ID, BULKHEAD_CLIENT_SECRET
const acme = new Bulkhead().workspace('acme')
await acme.connectors.create({
  connector_type: 'github',
  credentials: { token: process.env.GITHUB_TOKEN },
})`

const shell = (origin: string) => `curl ${origin}/api/v1/account/applications/scoped-token \\
  -H "Authorization: Bearer $APPLICATION_TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d '{"workspace_name": "acme"}'`

const STATUSES = [
  { value: 'all', label: msg`All` },
  { value: 'active', label: msg`Active` },
  { value: 'inactive', label: msg`Inactive` },
] as const

type Sort = NonNullable<NonNullable<Input<'listWorkspaces'>['query']>['sort']>

const SORTS: readonly Sort[] = [
  'name',
  '-name',
  '-last_call_at',
  'last_call_at',
  '-created_at',
  'created_at',
  '-needs_attention',
  '-errors',
]

/** Search parameters of the page. */
interface Search {
  readonly q?: string
  readonly status?: string
  readonly attention?: string
  readonly service?: string
  readonly unused?: string
  /** Level of the person. Only members have one. */
  readonly level?: string
  readonly sort?: string
}

export function WorkspacesPage() {
  const search: Search = useSearch({ from: '/app/workspaces' })
  const { q = '', status, attention, service = '', unused = '', sort } = search
  const navigate = useNavigate({ from: '/workspaces' })
  const isAdmin = useIsAdmin()
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [selected, setSelected] = useState<ReadonlyMap<string, WorkspaceItem>>(new Map())
  const chosen = status === 'active' || status === 'inactive' ? status : undefined
  const order = SORTS.find((one) => one === sort)
  const before = useLastCallBefore(unused)
  const level = isAdmin ? undefined : LEVELS.find((one) => one === search.level)
  const list = usePages('listWorkspaces', {
    include_usage: true,
    ...(q !== '' && { name_contains: q }),
    ...(chosen !== undefined && { status: chosen }),
    ...(attention !== undefined && { needs_attention: true }),
    ...(service !== '' && { definition_id: service }),
    ...before,
    ...(level !== undefined && { level }),
    ...(order !== undefined && { sort: order }),
  })
  const getPageIds = usePageIds(list.items)
  const { data: stats } = useRead('getWorkspaceStats', {})
  const set = (name: keyof Search, value: string | undefined) => {
    setSelected(new Map())
    return navigate({
      search: ({ [name]: _, ...rest }: Search) => (value ? { ...rest, [name]: value } : rest),
      replace: true,
    })
  }
  const filters = [attention, service, unused, level].filter(Boolean).length
  const isFiltered = q !== '' || chosen !== undefined || filters > 0

  return (
    <Page
      title={t`Workspaces`}
      width="list"
      actions={
        <Button icon={<BookOpen />} onClick={() => setHelpOpen(true)}>
          <Trans>How to create one</Trans>
        </Button>
      }
      toolbar={
        <>
          <SearchInput
            label={t`Find by name`}
            value={q}
            onSearch={(text) => set('q', text)}
            className="min-w-40 max-w-72 flex-1"
          />
          <Segments
            label={t`Status`}
            value={chosen ?? 'all'}
            options={translated(STATUSES)}
            onChange={(value) => set('status', value === 'all' ? undefined : value)}
          />
          <Filters
            count={filters}
            onClear={() =>
              navigate({
                search: ({ q, status, sort }: Search) => ({
                  ...(q && { q }),
                  ...(status && { status }),
                  ...(sort && { sort }),
                }),
                replace: true,
              })
            }
          >
            <Select
              label={t`Attention`}
              className="w-40 @max-3xl/page:w-full"
              value={attention === undefined ? '' : 'needed'}
              options={[
                { value: '', label: t`Any state` },
                { value: 'needed', label: t`Need attention` },
              ]}
              onChange={(value) => set('attention', value)}
            />
            <ServiceFilter value={service} onChange={(id) => set('service', id)} />
            <UseFilter value={unused} onChange={(value) => set('unused', value)} />
            {!isAdmin && (
              <Select
                label={t`Your level`}
                className="w-44 @max-3xl/page:w-full"
                value={level ?? ''}
                options={[
                  { value: '', label: t`Any level` },
                  ...LEVELS.map((value) => ({ value, label: i18n._(LEVEL_NAMES[value]) })),
                ]}
                onChange={(value) => set('level', value)}
              />
            )}
          </Filters>
          {/* Its width is not that of its text, so that no line breaks when the text comes. */}
          <div className="min-w-0 flex-[1_1_9rem] truncate text-right text-muted text-sm tabular-nums @max-3xl/page:hidden">
            {stats === undefined ? (
              <Skeleton className="ml-auto h-5 w-28" />
            ) : (
              <Trans>
                {formatNumber(stats.total_count)} in total, {formatNumber(stats.inactive_count)} inactive
              </Trans>
            )}
          </div>
        </>
      }
    >
      <PagedList
        list={list}
        skeleton={<SkeletonRows rows={10} />}
        empty={
          <EmptyState icon={isFiltered ? <SearchX /> : <Box />} title={t`No workspace found`}>
            <Trans>No workspaces match.</Trans>
          </EmptyState>
        }
        label={t`Workspaces`}
        getKey={({ id }) => id}
        getLink={({ id }) => ({ to: '/w/$workspace', params: { workspace: id } })}
        sort={order}
        onSort={(next) => set('sort', next)}
        {...(isAdmin && {
          selection: {
            rows: selected,
            onChange: setSelected,
            getLabel: ({ name }: WorkspaceItem) => t`Select ${name}`,
          },
        })}
        narrow={({ created_at, usage }) => (
          <>
            {usage !== undefined && usage.needs_attention > 0 && (
              <span className="text-bad">
                {plural(usage.needs_attention, { one: '# needs attention', other: '# need attention' })},{' '}
              </span>
            )}
            <Trans>
              created <Time at={created_at} />
            </Trans>
          </>
        )}
        columns={[
          {
            header: t`Name`,
            sorts: ['name', '-name'],
            width: 'minmax(0,1fr)',
            cell: ({ name }) => <span className="block truncate font-medium">{name}</span>,
          },
          {
            header: t`Status`,
            width: '5.5rem',
            cell: ({ status }) =>
              status === 'active' ? (
                <span className="sr-only">
                  <Trans>active</Trans>
                </span>
              ) : (
                <Badge tone="warn" dot>
                  <Trans>inactive</Trans>
                </Badge>
              ),
          },
          {
            header: t`Connectors`,
            sorts: ['-needs_attention'],
            width: '6rem',
            wide: true,
            align: 'end',
            cell: ({ usage }) => <ConnectorCount usage={usage} />,
          },
          {
            header: t`Errors, 24 h`,
            sorts: ['-errors'],
            width: DAY_WIDTH,
            wide: true,
            align: 'end',
            cell: ({ id }) => <DayOfCalls by="workspace" id={id} ids={getPageIds(id)} />,
          },
          {
            header: t`Last use`,
            sorts: ['-last_call_at', 'last_call_at'],
            width: '6rem',
            wide: true,
            align: 'end',
            cell: ({ usage }) => <LastUse usage={usage} />,
          },
          {
            header: t`Created`,
            sorts: ['-created_at', 'created_at'],
            width: '7rem',
            wide: 'most',
            align: 'end',
            cell: ({ created_at }) => <Time at={created_at} className="text-muted" />,
          },
        ]}
      />
      <WorkspaceBulk selected={selected} onClear={() => setSelected(new Map())} />
      <HowToCreate open={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </Page>
  )
}

type Usage = Output<'listWorkspaces'>['data'][number]['usage']

function ConnectorCount({ usage }: { readonly usage: Usage }) {
  if (usage === undefined) return null
  if (usage.needs_attention > 0) {
    return (
      <span
        className="tabular-nums"
        title={plural(usage.needs_attention, { one: '# needs attention', other: '# need attention' })}
      >
        <span className="text-bad">
          <Trans>
            {usage.needs_attention} <span className="sr-only">need attention,</span> of
          </Trans>{' '}
        </span>
        {usage.connectors}
      </span>
    )
  }
  return (
    <span className={usage.connectors === 0 ? 'text-subtle' : 'text-muted tabular-nums'}>
      {usage.connectors}
    </span>
  )
}

function LastUse({ usage }: { readonly usage: Usage }) {
  if (!usage?.last_call_at)
    return (
      <span className="text-subtle">
        <Trans>never</Trans>
      </span>
    )
  return <Time at={usage.last_call_at} className="text-muted" />
}

/** Dialog that explains how to create a workspace. Applications create workspaces. The web app does not. */
function HowToCreate({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t`Create a workspace`}
      description={t`Your app creates it, not a person: the first scoped token for a new name creates the workspace, with a data key of its own.`}
      size="md"
    >
      <DialogBody className="pb-6">
        <Tabs
          label={t`Ways to create a workspace`}
          tabs={[
            {
              value: 'ts',
              label: 'TypeScript',
              content: <CodeBlock code={TYPESCRIPT} language="ts" label="TypeScript" />,
            },
            {
              value: 'curl',
              label: 'curl',
              content: <CodeBlock code={shell(location.origin)} language="sh" label="curl" />,
            },
          ]}
        />
        <p className="mt-4 text-muted text-sm">
          <Trans>
            Use a name that lasts, such as your own id for the customer. Keep the <code>workspace_id</code>{' '}
            that comes back: it never changes, while names may.
          </Trans>
        </p>
      </DialogBody>
    </Dialog>
  )
}
