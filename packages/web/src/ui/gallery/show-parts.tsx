import { Box } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../button.tsx'
import { Legend } from '../chart/legend.tsx'
import { Sparkline } from '../chart/sparkline.tsx'
import { TimeChart } from '../chart/time-chart.tsx'
import { DataList } from '../list/data-list.tsx'
import { SelectionBar } from '../list/selection-bar.tsx'
import { LiveSwitch } from '../live/live-switch.tsx'
import { NewRows } from '../live/new-rows.tsx'
import { Card } from '../page.tsx'
import { Badge } from '../show/badge.tsx'
import { CardList } from '../show/card-list.tsx'
import { CodeBlock } from '../show/code.tsx'
import { Fact, Facts } from '../show/facts.tsx'
import { JsonView } from '../show/json-view.tsx'
import { Keys } from '../show/keys.tsx'
import { LastUsed } from '../show/last-used.tsx'
import { LinkList } from '../show/link-list.tsx'
import { None } from '../show/none.tsx'
import { Problem } from '../show/problem.tsx'
import { Prose } from '../show/prose.tsx'
import { QrCode } from '../show/qr-code.tsx'
import { Skeleton, SkeletonRows } from '../show/skeleton.tsx'
import { Spinner } from '../show/spinner.tsx'
import { EmptyState, ErrorNote, ErrorState } from '../show/states.tsx'
import { Time } from '../show/time.tsx'
import { Warning } from '../show/warning.tsx'
import { Part } from './part.tsx'

const TONES = ['neutral', 'good', 'warn', 'bad', 'accent'] as const
const HOUR_MS = 3_600_000
const BEGIN = Date.parse('2026-11-03T00:00:00.000Z')
const SPANS = Array.from({ length: 24 }, (_, hour) => ({
  since: BEGIN + hour * HOUR_MS,
  until: BEGIN + (hour + 1) * HOUR_MS,
}))
const CALLS = SPANS.map((_, hour) => Math.round(20 + 18 * Math.sin(hour / 3)))
const ERRORS = SPANS.map((_, hour) => (hour % 7 === 3 ? 4 : 0))
const SERIES = [
  { name: 'Succeeded', look: 'text-accent-fill', values: CALLS },
  { name: 'Failed', look: 'text-bad-fill', values: ERRORS },
]
const LINES = [
  { name: 'p95', look: 'text-accent', values: CALLS.map((calls, hour) => (hour === 5 ? null : calls * 9)) },
  { name: 'Median', look: 'text-subtle', values: CALLS.map((calls) => calls * 2) },
]
const ROWS = ['acme', 'globex', 'initech']

const NO_READ = { data: undefined, error: null, isFetching: false, refetch: () => {} }
const READS = [
  { ...NO_READ, name: 'under way' },
  { ...NO_READ, name: 'failed', error: new Error('The server did not respond.') },
  { ...NO_READ, name: 'none', data: { data: [] } },
  { ...NO_READ, name: 'some', data: { data: ['One', 'Another'] } },
]

/** Lists, states and other read-only parts. */
export function ShowParts() {
  const [isLive, setLive] = useState(true)
  const [sort, setSort] = useState<string>()
  const [selected, setSelected] = useState<ReadonlyMap<string, string>>(new Map())
  return (
    <>
      <Part of={['show/badge']} title="Badge">
        {TONES.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
        <Badge tone="bad" dot>
          failing
        </Badge>
      </Part>
      <Part of={['show/keys', 'show/time', 'show/prose', 'show/spinner', 'show/last-used']} title="In a line">
        <Keys keys={['mod', 'k']} />
        <Time at={new Date(Date.now() - 5 * HOUR_MS).toISOString()} />
        <span className="text-sm">
          <Prose text="Text of a document, with `code` in it." />
        </span>
        <Spinner />
        <span className="text-sm">
          <LastUsed at={null} />
        </span>
        <span className="text-sm">
          <LastUsed at={new Date(Date.now() - 5 * HOUR_MS).toISOString()} />
        </span>
      </Part>
      <Part of={['show/qr-code']} title="QR code">
        <QrCode text="https://example.com" label="QR code of an address" />
      </Part>
      <Part of={['show/link-list']} title="Links">
        <div className="w-96 max-w-full">
          <LinkList
            links={[
              { key: '1', name: 'acme, GitHub', url: 'https://bulkhead.example/connect#one' },
              { key: '2', name: 'globex, GitHub', url: 'https://bulkhead.example/connect#two' },
            ]}
          />
        </div>
      </Part>
      <Part of={['show/problem', 'show/none']} title="Problem, none">
        <Problem label="Why it does not work" title="GitHub does not accept the credentials">
          <p className="text-sm">GitHub responded with 401.</p>
        </Problem>
        <None />
      </Part>
      <Part of={['show/warning']} title="Warning">
        <Warning>It is shown once.</Warning>
      </Part>
      <Part of={['page', 'show/facts']} title="Card, facts">
        <Card
          title="About"
          description="What it is."
          actions={<Button size="sm">All</Button>}
          className="w-96"
        >
          <Facts>
            <Fact name="Name">acme</Fact>
            <Fact name="Created">6mo ago</Fact>
          </Facts>
        </Card>
        <Card tone="bad" title="Delete" className="w-64" />
        <Card title="Nothing yet" className="w-64">
          {null}
        </Card>
      </Part>
      <Part
        of={[
          'list/data-list',
          'list/paged-list',
          'list/list-controls',
          'list/list-row',
          'list/selection-bar',
        ]}
        title="List"
      >
        <div className="w-full rounded-lg border border-line">
          <DataList
            label="Example"
            rows={ROWS}
            getKey={(name) => name}
            getLink={() => ({ to: '/' })}
            narrow={() => 'second line'}
            sort={sort}
            onSort={setSort}
            selection={{ rows: selected, onChange: setSelected, getLabel: (name) => `Select ${name}` }}
            columns={[
              {
                header: 'Name',
                width: 'minmax(0,1fr)',
                sorts: ['name', '-name'],
                cell: (name) => name,
              },
              {
                header: 'State',
                width: '6rem',
                cell: (name) =>
                  name === 'globex' && (
                    <Badge tone="bad" dot>
                      failing
                    </Badge>
                  ),
              },
              { header: 'Calls', width: '5rem', wide: true, align: 'end', cell: ({ length }) => length },
            ]}
          />
          <SelectionBar count={selected.size} progress={undefined} onClear={() => setSelected(new Map())}>
            <Button size="sm" variant="ghost">
              Delete
            </Button>
          </SelectionBar>
        </div>
      </Part>
      <Part of={['live/live-switch', 'live/new-rows']} title="List that goes on">
        <LiveSwitch checked={isLive} onChange={setLive} />
        <LiveSwitch checked={false} disabled onChange={() => {}} />
        <NewRows count={3} onShow={() => {}} className="" />
        <NewRows count={100} onShow={() => {}} className="" />
      </Part>
      <Part of={['show/loaded', 'show/card-list']} title="Read from the server">
        {READS.map((read) => (
          <div key={read.name} className="min-w-56 flex-1">
            <CardList read={read} empty={<EmptyState icon={<Box />} title="None yet" />}>
              {(items) => (
                <Card title="Card of its own">
                  <p className="px-4 py-3 text-sm">{items.join(', ')}</p>
                </Card>
              )}
            </CardList>
          </div>
        ))}
      </Part>
      <Part of={['show/skeleton']} title="On its way">
        <Skeleton className="h-8 w-40" />
        <div className="w-full">
          <SkeletonRows rows={2} />
        </div>
      </Part>
      <Part of={['show/states']} title="Nothing, and errors">
        <EmptyState icon={<Box />} title="No connectors yet" actions={<Button>Add connector</Button>}>
          What to do about it.
        </EmptyState>
        <ErrorState error={new Error('It did not work out.')} onRetry={() => {}} />
        <ErrorNote error={new Error('The name is taken.')} title="It was not renamed" />
      </Part>
      <Part of={['show/code', 'show/json-view']} title="Code">
        <CodeBlock
          label="command"
          language="sh"
          code="curl -H 'authorization: Bearer $TOKEN' # once"
          className="w-96 max-w-full"
        />
        <div className="w-96 max-w-full">
          <JsonView label="Response" value={{ name: 'acme', open: 3, private: false }} />
        </div>
      </Part>
      <Part of={['chart/time-chart', 'chart/plot', 'chart/legend', 'chart/sparkline']} title="Charts">
        <TimeChart
          title="Bars"
          summary="Calls by hour"
          kind="bars"
          spans={SPANS}
          series={SERIES}
          format={String}
          empty="No calls"
          aside={<Legend series={SERIES} />}
          onChoose={() => {}}
          className="w-full max-w-xl"
        />
        <TimeChart
          title="Lines"
          summary="Durations by hour"
          kind="lines"
          spans={SPANS}
          series={LINES}
          format={(ms) => `${ms} ms`}
          empty="No calls"
          className="w-full max-w-xl"
        />
        <TimeChart
          title="Without values"
          summary="No calls"
          kind="lines"
          spans={SPANS}
          series={[{ name: 'p95', look: 'text-accent', values: SPANS.map(() => null) }]}
          format={String}
          empty="No calls"
          className="w-full max-w-xl"
        />
        <Sparkline label="Calls of a day" values={CALLS} />
        <Sparkline label="Calls of a day, and those that failed" values={CALLS} bad={ERRORS} />
      </Part>
    </>
  )
}
