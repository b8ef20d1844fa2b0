import { cursorIn } from '@bulkhead/sdk/client'
import { useEffect, useState } from 'react'
import type { Input } from '#api/api.ts'
import { useApi } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { CALL_COLUMNS, callRow } from './call-csv.ts'
import { csvRow } from './csv.ts'

type Query = Omit<NonNullable<Input<'listToolCalls'>['query']>, 'limit' | 'cursor'>

const MOST_ROWS = 100_000
const PAGE = 100

/** Fetches all calls that the filters mean and saves them as CSV. */
export function ExportCalls({ query, onClose }: { readonly query: Query; readonly onClose: () => void }) {
  const api = useApi()
  const [rows, setRows] = useState(0)
  const [ended, setEnded] = useState<{ error?: Error; isCut?: boolean }>()
  useEffect(() => {
    const abort = new AbortController()
    async function fetchAll() {
      const parts = [csvRow(CALL_COLUMNS)]
      let cursor: string | null = null
      do {
        const page = { ...query, include_names: true, limit: PAGE, ...(cursor !== null && { cursor }) }
        const { data, next } = await api.call('listToolCalls', { query: page }, { signal: abort.signal })
        for (const call of data) parts.push(callRow(call))
        setRows(parts.length - 1)
        cursor = cursorIn(next)
      } while (cursor !== null && parts.length <= MOST_ROWS)
      save(new Blob(parts, { type: 'text/csv;charset=utf-8' }))
      setEnded({ isCut: cursor !== null })
    }
    fetchAll().catch((error: unknown) => {
      if (!abort.signal.aborted)
        setEnded({ error: error instanceof Error ? error : new Error(String(error)) })
    })
    return () => abort.abort()
  }, [api, query])
  return (
    <Dialog open onClose={onClose} title="Calls as CSV" size="sm">
      <DialogBody>
        {ended?.error !== undefined ? (
          <ErrorNote error={ended.error} title="The file could not be created" />
        ) : (
          <p role="status" className="text-sm tabular-nums">
            {rows.toLocaleString('en')} calls{' '}
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

function save(file: Blob): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = `calls-${new Date().toISOString().slice(0, 16).replace(':', '')}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
