import { msg, t } from '@lingui/core/macro'
import { CircleCheck, ScrollText, ShieldX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { ServiceName } from '#entities/connector/service-name.tsx'
import { FilterField } from '#entities/filters/filter-field.tsx'
import { type FilterNames, type FilterOption, findOptions } from '#entities/filters/find-options.ts'
import { readCaller } from '#entities/filters/read-caller.ts'
import { useCallerOptions } from '#entities/filters/use-caller-options.tsx'
import { useServiceOptions } from '#entities/filters/use-service-options.tsx'
import { useWorkspaceOptions } from '#entities/filters/use-workspace-options.tsx'
import { CallerName } from '#entities/session/caller-name.tsx'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { EVENT_NAMES } from '#generated/event-names.ts'
import { useLanguage } from '#texts/language.ts'
import { useDebounced } from '#ui/form/search/use-debounced.ts'
import { eventWords } from './event-words.ts'

/** Filters of audit records, as stored in the URL. */
export interface AuditSearch {
  /** Name of an event, or a part of it. */
  readonly event?: string
  readonly outcome?: string
  readonly workspace?: string
  /** Definition id. */
  readonly service?: string
  /** `application:<id>` or `person:<id>`. */
  readonly caller?: string
  /** Record shown beside the list. Filters nothing. */
  readonly record?: string
}

const NAMES = {
  event: msg`Event`,
  outcome: msg`Outcome`,
  workspace: msg`Workspace`,
  service: msg`Service`,
  caller: msg`Caller`,
} as const satisfies FilterNames<string>
export type AuditFilterName = keyof typeof NAMES
export const AUDIT_FILTERS = Object.keys(NAMES) as AuditFilterName[]

/** Names of events and of refused operations: they have a dot or a capital letter. The other names are subjects. */
const EVENTS = Object.keys(EVENT_NAMES).filter((name) => /[.A-Z]/.test(name))

interface AuditFiltersProps {
  readonly search: AuditSearch
  readonly onSearch: (search: AuditSearch) => void
}

/** Filters of the audit log. The search finds them by the names that the list shows. */
export function AuditFilters({ search, onSearch }: AuditFiltersProps) {
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const language = useLanguage()
  const services = useServiceOptions()
  const settled = useDebounced(text.trim())
  const workspaces = useWorkspaceOptions(settled, isOpen)
  const callers = useCallerOptions(settled, isOpen)
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels depend on the language
  const own = useMemo<readonly FilterOption<AuditFilterName>[]>(
    () => [
      { name: 'outcome', value: 'refused', label: getOutcome('refused'), icon: <ShieldX /> },
      { name: 'outcome', value: 'done', label: getOutcome('done'), icon: <CircleCheck /> },
      ...EVENTS.map((event) => ({
        name: 'event' as const,
        value: event,
        label: eventWords(event),
        icon: <ScrollText />,
      })),
    ],
    [language],
  )
  const options = findOptions(NAMES, [...own, ...workspaces, ...services, ...callers], text, (part) => ({
    value: `event:${part}`,
    label: `“${part}”`,
    hint: t`Part of the event`,
  }))
  return (
    <FilterField
      names={NAMES}
      placeholder={t`Filter by event, outcome, workspace, service or caller`}
      search={search}
      options={options}
      text={text}
      onText={setText}
      onFocus={() => setOpen(true)}
      showValue={showValue}
      onSearch={onSearch}
    />
  )
}

function showValue(name: AuditFilterName, value: string) {
  if (name === 'workspace') return <WorkspaceName id={value} />
  if (name === 'service') return <ServiceName id={value} />
  if (name === 'outcome') return getOutcome(value)
  if (name === 'event') return EVENTS.includes(value) ? eventWords(value) : `“${value}”`
  const { application_id = null, person_id = null } = readCaller(value)
  return <CallerName call={{ application_id, person_id }} />
}

function getOutcome(value: string): string {
  return value === 'refused' ? t`refused` : t({ message: 'done', context: 'audit' })
}
