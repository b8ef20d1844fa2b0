import { csvRow } from '@bulkhead/contract/values/csv-row'
import { cursorIn } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { ErrorNote } from '#ui/show/states.tsx'

const MOST_ROWS = 100_000
const PAGE = 100

interface Asked {
  readonly limit: number
  readonly cursor?: string
}

interface ExportCsvProps<Row> {
  /** Beginning of the file name, such as `calls`. */
  readonly file: string
  readonly words: {
    readonly title: string
    readonly soFar: (count: number) => string
    readonly saved: (count: number) => string
  }
  readonly columns: readonly (keyof Row & string)[]
  readonly fetchPage: (
    asked: Asked,
    signal: AbortSignal,
  ) => Promise<{ readonly data: readonly Row[]; readonly next: string | null }>
  readonly onClose: () => void
}

/** Fetches all rows of a list and saves them as CSV. */
export function ExportCsv<Row>({ file, words, columns, fetchPage, onClose }: ExportCsvProps<Row>) {
  const [rows, setRows] = useState(0)
  const [ended, setEnded] = useState<{ error?: Error; isCut?: boolean }>()
  // The export keeps the options it was opened with.
  const asked = useRef({ file, columns, fetchPage })
  useEffect(() => {
    const { file, columns, fetchPage } = asked.current
    const abort = new AbortController()
    async function fetchAll() {
      const parts = [csvRow(columns)]
      let cursor: string | null = null
      do {
        const page = { limit: PAGE, ...(cursor !== null && { cursor }) }
        const { data, next } = await fetchPage(page, abort.signal)
        for (const row of data) parts.push(csvRow(columns.map((name) => row[name])))
        setRows(parts.length - 1)
        cursor = cursorIn(next)
      } while (cursor !== null && parts.length <= MOST_ROWS)
      save(file, new Blob(parts, { type: 'text/csv;charset=utf-8' }))
      setEnded({ isCut: cursor !== null })
    }
    fetchAll().catch((error: unknown) => {
      if (!abort.signal.aborted)
        setEnded({ error: error instanceof Error ? error : new Error(String(error)) })
    })
    return () => abort.abort()
  }, [])
  return (
    <Dialog open onClose={onClose} title={words.title} size="sm">
      <DialogBody>
        {ended?.error !== undefined ? (
          <ErrorNote error={ended.error} title={t`The file could not be created`} />
        ) : (
          <p role="status" className="text-sm tabular-nums">
            {ended === undefined ? words.soFar(rows) : words.saved(rows)}
            {ended?.isCut === true && ` ${t`There are more: narrow the filters to get the rest.`}`}
          </p>
        )}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose} variant={ended === undefined ? 'secondary' : 'primary'}>
          {ended === undefined ? t`Cancel` : t`Done`}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}-${new Date().toISOString().slice(0, 16).replace(':', '')}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
