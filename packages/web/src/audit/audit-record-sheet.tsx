import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ServiceName } from '#entities/connector/service-name.tsx'
import { AgentFacts } from '#entities/session/agent-facts.tsx'
import { CallerName } from '#entities/session/caller-name.tsx'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { i18n } from '#texts/i18n.ts'
import { CopyableId } from '#ui/copy-button.tsx'
import { SideSheet } from '#ui/layer/side-sheet.tsx'
import { Card } from '#ui/page.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { exactTime } from '#ui/show/relative-time.ts'
import { Time } from '#ui/show/time.tsx'
import { eventWords } from './event-words.ts'
import { type AuditRecord, Outcome } from './outcome.tsx'

interface AuditRecordSheetProps {
  readonly record: AuditRecord
  /** Id of the previous record in the list. */
  readonly previous: string | undefined
  readonly next: string | undefined
  /** Shows another record. Undefined closes the panel. */
  readonly onShow: (id: string | undefined) => void
}

/** Panel for one change or refusal beside its list. */
export function AuditRecordSheet({ record, previous, next, onShow }: AuditRecordSheetProps) {
  const { event, code, workspace_id, subject_id, definition_id, token_id, request_id, recorded_at, id } =
    record
  const step = (to: string | undefined) => (to === undefined ? undefined : () => onShow(to))
  return (
    <SideSheet
      label={t`Record`}
      heading={<span className="min-w-0 truncate">{eventWords(event)}</span>}
      onClose={() => onShow(undefined)}
      onPrevious={step(previous)}
      onNext={step(next)}
    >
      <Card>
        <Facts>
          <Fact name={t`Outcome`}>
            <span className="flex flex-wrap items-center gap-x-2">
              <Outcome record={record} />
              {code !== null && <code className="text-xs">{code}</code>}
            </span>
          </Fact>
          <Fact name={t`Time`}>
            {exactTime(recorded_at)} (<Time at={recorded_at} />)
          </Fact>
          <Fact name={t`By`}>
            <CallerName call={record} />
          </Fact>
          <AgentFacts record={record} />
          <Fact name={t`Event`}>
            <code className="text-xs">{event}</code>
          </Fact>
          <Fact name={t`Workspace`}>
            <WorkspaceName id={workspace_id} name={record.workspace_name} />
            {workspace_id !== null && <CopyableId id={workspace_id} what={t`workspace id`} />}
          </Fact>
          {definition_id !== null && (
            <Fact name={t`Service`}>
              <ServiceName id={definition_id} />
            </Fact>
          )}
          {subject_id !== workspace_id && <IdFact name={getSubject(event)} id={subject_id} />}
          <IdFact name={t`Token`} id={token_id} />
          <IdFact name={t`Request`} id={request_id} />
          <IdFact name={t`Record`} id={id} />
        </Facts>
      </Card>
    </SideSheet>
  )
}

/** Returns the kind of object changed: the first part of `connector.created`. */
function getSubject(event: string): string {
  const [kind = '', change] = event.split('.')
  return change === undefined ? t`Subject` : eventWords(kind)
}

/** Returns a name as it is written within a sentence. German nouns keep their capital letter. */
function inline(name: string): string {
  return i18n.locale === 'en' ? name.toLowerCase() : name
}

function IdFact({ name, id }: { readonly name: string; readonly id: string | null }) {
  return (
    <Fact name={name}>
      {id === null ? (
        <span className="text-subtle">
          <Trans>none</Trans>
        </span>
      ) : (
        <CopyableId id={id} what={t`${{ thing: inline(name) }} id`} />
      )}
    </Fact>
  )
}
