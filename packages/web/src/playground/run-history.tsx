import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { formatMs } from '#entities/call/call-rows.tsx'
import { forgetRuns, type PastRun, readRuns } from '#entities/call/past-runs.ts'
import { useSession } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { Picker } from '#ui/layer/picker.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Time } from '#ui/show/time.tsx'

interface RunHistoryProps {
  readonly workspace_id: string
  readonly onPick: (run: PastRun) => void
}

/** Runs of this person in this browser and workspace. Picking one opens its request again. */
export function RunHistory({ workspace_id, onPick }: RunHistoryProps) {
  const person = useSession()?.person.id
  const [runs, setRuns] = useState<readonly PastRun[]>()
  if (person === undefined) return null
  return (
    <>
      <Button icon={<RotateCw />} onClick={() => setRuns(readRuns(person))}>
        <Trans>History</Trans>
      </Button>
      {runs !== undefined && (
        <HistoryPicker
          runs={runs.filter((run) => run.workspace_id === workspace_id)}
          onPick={onPick}
          onForget={() => {
            forgetRuns()
            setRuns([])
          }}
          onClose={() => setRuns(undefined)}
        />
      )}
    </>
  )
}

interface HistoryPickerProps {
  readonly runs: readonly PastRun[]
  readonly onPick: (run: PastRun) => void
  readonly onForget: () => void
  readonly onClose: () => void
}

function HistoryPicker({ runs, onPick, onForget, onClose }: HistoryPickerProps) {
  const [text, setText] = useState('')
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const shown = runs.filter((run) => words.every((word) => toText(run).toLowerCase().includes(word)))
  return (
    <Picker
      title={t`Your runs`}
      placeholder={t`Find a run…`}
      text={text}
      onText={setText}
      groups={[
        {
          label: t`Newest first`,
          items: shown.map((run) => ({
            id: run.at,
            label: toText(run),
            hint: (
              <>
                {run.target.kind === 'sample' && (
                  <Badge tone="accent">
                    <Trans>sample</Trans>
                  </Badge>
                )}
                {run.code === null ? formatMs(run.ms) : <Badge tone="bad">{run.code}</Badge>}
                <Time at={run.at} />
              </>
            ),
            onPick: () => onPick(run),
          })),
        },
      ]}
      empty={runs.length === 0 ? t`Nothing has been run here yet.` : t`No run matches.`}
      footer={
        <span className="flex items-center justify-between gap-3">
          <Trans>Kept in this browser until you sign out. Responses are not kept.</Trans>
          {runs.length > 0 && (
            <Button size="sm" onClick={onForget}>
              <Trans>Clear</Trans>
            </Button>
          )}
        </span>
      }
      onClose={onClose}
    />
  )
}

/** Returns a run as a line of text, such as `issues.list owner acme, repo hull`. */
function toText({ entity, action, params }: PastRun): string {
  const given = Object.entries(params).map(([name, value]) => `${name} ${toShort(value)}`)
  return `${entity}.${action} ${given.join(', ')}`
}

function toShort(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
