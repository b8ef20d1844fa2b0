import { UpstreamError } from '@bulkhead/sdk/client'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatMs } from '#entities/call/call-rows.tsx'
import { explainFailure } from '#entities/connector/explain-failure.ts'
import { formatNumber } from '#texts/format.ts'
import { Button } from '#ui/button.tsx'
import { JsonView } from '#ui/show/json-view.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Warning } from '#ui/show/warning.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { ResultTable } from './result-table.tsx'
import { type RunOutput, useRecordedCall, useRun } from './use-run.ts'

interface RunResultProps {
  readonly run: ReturnType<typeof useRun>
  readonly service: string
}

/** Result of a run, and its duration. */
export function RunResult({ run, service }: RunResultProps) {
  if (run.error) {
    const { error } = run
    const title =
      error instanceof UpstreamError
        ? explainFailure({ code: error.code, upstream_status: error.upstreamStatus ?? null }, service).title
        : t`The operation was not run`
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
      label: t`Table`,
      content:
        records.length === 0 ? (
          <p className="rounded-md border border-line py-10 text-center text-muted text-sm">
            <Trans>{service} responded with an empty list.</Trans>
          </p>
        ) : (
          <ResultTable records={records} />
        ),
    },
    {
      value: 'json',
      label: 'JSON',
      content: <JsonView value={isList ? records : output.result} label={t`The response as JSON`} />,
    },
  ]
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="font-semibold text-sm">
          <Trans>Response</Trans>
        </h2>
        <p role="status" className="text-muted text-sm">
          {output.file === undefined
            ? isList
              ? last.nextCursor === undefined
                ? plural(records.length, { one: '# record', other: '# records' })
                : plural(records.length, { one: '# record so far', other: '# records so far' })
              : t`One record`
            : output.file.name}
        </p>
        <Timing output={last} service={service} />
      </div>
      {last.warning !== undefined && <Warning>{last.warning}</Warning>}
      {output.file !== undefined ? (
        <SaveFile file={output.file} />
      ) : (
        <Tabs label={t`The response as`} tabs={isList ? views : views.slice(1)} />
      )}
      {more.error && <ErrorNote error={more.error} title={t`The next page could not be loaded`} />}
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
            <Trans>Next page</Trans>
          </Button>
        </div>
      )}
    </div>
  )
}

/**
 * Link to save the downloaded file. Its URL is revoked when the link is removed, because the URL keeps the whole file
 * in memory.
 */
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
      <Trans>
        Save {name} ({formatNumber(content.size)} bytes)
      </Trans>
    </a>
  )
}

/** Total duration of a run, and the time that the service took. */
function Timing({ output, service }: { readonly output: RunOutput; readonly service: string }) {
  const { data: recorded } = useRecordedCall(output.input, output.request_id)
  if (!recorded) {
    return (
      <p className="ml-auto text-muted text-sm tabular-nums">
        <Trans>{formatMs(Math.round(output.roundTripMs))} round trip</Trans>
      </p>
    )
  }
  const { id, duration_ms, upstream_ms } = recorded
  return (
    <p className="ml-auto text-muted text-sm tabular-nums">
      <Link to="/calls/$call" params={{ call: id }} className="hover:text-ink hover:underline">
        {formatMs(duration_ms)}
        {upstream_ms !== null && t`, of which ${{ time: formatMs(upstream_ms) }} at ${service}`}
      </Link>
    </p>
  )
}
