import { cursorIn } from '@bulkhead/sdk/client'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { csvRow } from './csv.ts'

const MOST_ROWS = 100_000
const PAGE = 100

interface Asked {
  readonly limit: number
  readonly cursor?: string
}

interface ExportCsvProps<Row> {
  /** What the rows are, as `calls`: it is the name of the file too. */
  readonly what: string
  readonly columns: readonly (keyof Row & string)[]
  readonly fetchPage: (
    asked: Asked,
    signal: AbortSignal,
  ) => Promise<{ readonly data: readonly Row[]; readonly next: string | null }>
  readonly onClose: () => void
}

/** Fetches all rows of a list and saves them as CSV. */
export function ExportCsv<Row>({ what, columns, fetchPage, onClose }: ExportCsvProps<Row>) {
  const [rows, setRows] = useState(0)
  const [ended, setEnded] = useState<{ error?: Error; isCut?: boolean }>()
  // What was asked for when it was opened.
  const asked = useRef({ what, columns, fetchPage })
  useEffect(() => {
    const { what, columns, fetchPage } = asked.current
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
      save(what, new Blob(parts, { type: 'text/csv;charset=utf-8' }))
      setEnded({ isCut: cursor !== null })
    }
    fetchAll().catch((error: unknown) => {
      if (!abort.signal.aborted)
        setEnded({ error: error instanceof Error ? error : new Error(String(error)) })
    })
    return () => abort.abort()
  }, [])
  const title = `${what.charAt(0).toUpperCase()}${what.slice(1)} as CSV`
  return (
    <Dialog open onClose={onClose} title={title} size="sm">
      <DialogBody>
        {ended?.error !== undefined ? (
          <ErrorNote error={ended.error} title="The file could not be created" />
        ) : (
          <p role="status" className="text-sm tabular-nums">
            {rows.toLocaleString('en')} {what}{' '}
            {ended === undefined
              ? 'so far…'
              : `were saved.${ended.isCut === true ? ' There are more: narrow the filters to get the rest.' : ''}`}
          </p>
        )}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose} variant={ended === undefined ? 'secondary' : 'primary'}>
          {ended === undefined ? 'Cancel' : 'Done'}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

function save(what: string, file: Blob): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = `${what.replaceAll(' ', '-')}-${new Date().toISOString().slice(0, 16).replace(':', '')}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
