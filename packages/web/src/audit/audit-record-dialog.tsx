import { CallerName } from '#entities/session/caller-name.tsx'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { Dialog, DialogBody } from '#ui/layer/dialog.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { exactTime } from '#ui/show/relative-time.ts'
import { Time } from '#ui/show/time.tsx'
import { eventWords } from './event-words.ts'
import { type AuditRecord, Outcome } from './outcome.tsx'

interface AuditRecordDialogProps {
  readonly record: AuditRecord | undefined
  readonly onClose: () => void
}

/** All that is known of one change or refusal. */
export function AuditRecordDialog({ record, onClose }: AuditRecordDialogProps) {
  if (record === undefined) return null
  const { event, code, workspace_id, subject_id, token_id, request_id, recorded_at, id } = record
  return (
    <Dialog open onClose={onClose} title={eventWords(event)}>
      <DialogBody className="px-1 pb-4">
        <Facts>
          <Fact name="Outcome">
            <span className="flex flex-wrap items-center gap-x-2">
              <Outcome record={record} />
              {code !== null && <code className="text-xs">{code}</code>}
            </span>
          </Fact>
          <Fact name="Time">
            {exactTime(recorded_at)} (<Time at={recorded_at} />)
          </Fact>
          <Fact name="By">
            <CallerName call={record} />
          </Fact>
          <Fact name="Event">
            <code className="text-xs">{event}</code>
          </Fact>
          <Fact name="Workspace">
            <WorkspaceName id={workspace_id} name={record.workspace_name} />
            {workspace_id !== null && <CopyableId id={workspace_id} what="workspace id" />}
          </Fact>
          {subject_id !== workspace_id && <IdFact name={getSubject(event)} id={subject_id} />}
          <IdFact name="Token" id={token_id} />
          <IdFact name="Request" id={request_id} />
          <IdFact name="Record" id={id} />
        </Facts>
      </DialogBody>
    </Dialog>
  )
}

/** What kind of thing was changed: `connector.created` says it first. */
function getSubject(event: string): string {
  const [kind = '', change] = event.split('.')
  return change === undefined ? 'Subject' : eventWords(kind)
}

function IdFact({ name, id }: { readonly name: string; readonly id: string | null }) {
  return (
    <Fact name={name}>
      {id === null ? (
        <span className="text-subtle">none</span>
      ) : (
        <CopyableId id={id} what={`${name.toLowerCase()} id`} />
      )}
    </Fact>
  )
}
