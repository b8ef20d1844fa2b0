import { UpstreamError } from '@bulkhead/sdk/client'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { formatMs } from '#entities/call/call-rows.tsx'
import { explainFailure } from '#entities/connector/explain-failure.ts'
import { Button } from '#ui/button.tsx'
import { Download, TriangleAlert } from '#ui/icons.tsx'
import { JsonView } from '#ui/show/json-view.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { ResultTable } from './result-table.tsx'
import { type RunOutput, useRecordedCall, useRun } from './use-run.ts'

interface RunResultProps {
  readonly run: ReturnType<typeof useRun>
  readonly service: string
}

/** What a run gave, and how long it took. */
export function RunResult({ run, service }: RunResultProps) {
  if (run.error) {
    const { error } = run
    const title =
      error instanceof UpstreamError
        ? explainFailure({ code: error.code, upstream_status: error.upstreamStatus ?? null }, service).title
        : 'The operation was not run'
    return <ErrorNote error={error} title={title} />
  }
  if (run.data === undefined) return null
  return <Response key={run.submittedAt} output={run.data} service={service} />
}

interface ResponseProps extends Omit<RunResultProps, 'run'> {
  readonly output: RunOutput
}

function Response({ output, service }: ResponseProps) {
  const [pages, setPages] = useState<readonly RunOutput[]>([output])
  const more = useRun()
  const last = pages.at(-1) ?? output
  const isList = Array.isArray(output.result)
  const records = pages.flatMap(({ result }) => (Array.isArray(result) ? result : [result]))
  const { params } = output.input
  const views = [
    {
      value: 'table',
      label: 'Table',
      content:
        records.length === 0 ? (
          <p className="rounded-md border border-line py-10 text-center text-muted text-sm">
            {service} responded with an empty list.
          </p>
        ) : (
          <ResultTable records={records} />
        ),
    },
    {
      value: 'json',
      label: 'JSON',
      content: <JsonView value={isList ? records : output.result} label="The response as JSON" />,
    },
  ]
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="font-semibold text-sm">Response</h2>
        <p role="status" className="text-muted text-sm">
          {output.file === undefined
            ? isList
              ? `${records.length} record${records.length === 1 ? '' : 's'}${last.nextCursor === undefined ? '' : ' so far'}`
              : 'One record'
            : output.file.name}
        </p>
        <Timing output={last} service={service} />
      </div>
      {last.warning !== undefined && (
        <p className="flex gap-2 rounded-md border border-warn/30 bg-warn-soft px-3 py-2 text-sm">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
          <span className="min-w-0 break-words">{last.warning}</span>
        </p>
      )}
      {output.file !== undefined ? (
        <SaveFile file={output.file} />
      ) : (
        <Tabs label="The response as" tabs={isList ? views : views.slice(1)} />
      )}
      {more.error && <ErrorNote error={more.error} title="The next page could not be loaded" />}
      {last.nextCursor !== undefined && (
        <div>
          <Button
            busy={more.isPending}
            onClick={() =>
              more.mutate(
                { ...output.input, params: { ...params, cursor: last.nextCursor } },
                { onSuccess: (page) => setPages((before) => [...before, page]) },
              )
            }
          >
            Next page
          </Button>
        </div>
      )}
    </div>
  )
}

/** The file that came, for as long as this is shown: an address of it keeps all of it in memory. */
function SaveFile({ file: { name, content } }: { readonly file: NonNullable<RunOutput['file']> }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(content)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [content])
  return (
    <a
      href={url}
      download={name}
      className="inline-flex items-center gap-2 text-accent text-sm hover:underline"
    >
      <Download aria-hidden="true" className="size-4" />
      Save {name} ({content.size.toLocaleString('en')} bytes)
    </a>
  )
}

/** How long it took, and how much of that the service. */
function Timing({ output, service }: { readonly output: RunOutput; readonly service: string }) {
  const { data: recorded } = useRecordedCall(output.input, output.request_id)
  if (!recorded) {
    return (
      <p className="ml-auto text-muted text-sm tabular-nums">
        {formatMs(Math.round(output.roundTripMs))} round trip
      </p>
    )
  }
  const { id, duration_ms, upstream_ms } = recorded
  return (
    <p className="ml-auto text-muted text-sm tabular-nums">
      <Link to="/calls/$call" params={{ call: id }} className="hover:text-ink hover:underline">
        {formatMs(duration_ms)}
        {upstream_ms !== null && `, of which ${formatMs(upstream_ms)} at ${service}`}
      </Link>
    </p>
  )
}
