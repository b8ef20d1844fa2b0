import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQueries } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Input } from '#api/api.ts'
import { readOptions, useApi } from '#api/use-api.ts'
import { HealthBadge } from '#entities/connector/health-badge.tsx'
import { toLabel } from '#entities/connector/to-label.ts'
import { getState, useConnectors } from '#entities/connector/use-connectors.ts'
import { useSampleServices } from '#entities/connector/use-sample-services.ts'
import { perLanguage } from '#texts/format.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { SearchInput } from '#ui/form/search-input.tsx'
import { SelectField } from '#ui/form/select-field.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { WorkspaceField } from '../workspace-field.tsx'

export type MintFields = Input<'createScopedToken'>['body']

interface GrantFormProps {
  readonly workspace_id: string
  readonly onWorkspace: (id: string) => void
  readonly busy: boolean
  readonly error: Error | null
  readonly onMint: (fields: MintFields) => void
}

const LIFETIMES_S = [60, 300, 900, 1200]

/** Number of connectors above which the form has a search field. */
const MANY = 8

export function GrantForm({ workspace_id, onWorkspace, busy, error, onMint }: GrantFormProps) {
  const connectors = useConnectors(workspace_id)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [text, setText] = useState('')
  const [entities, setEntities] = useState('')
  const [actions, setActions] = useState('')
  const [isReadOnly, setReadOnly] = useState(true)
  const [seconds, setSeconds] = useState(1200)
  const all = connectors.data?.data ?? []
  const meant = chosen.length === 0 ? all : all.filter(({ id }) => chosen.includes(id))
  const samples = useSampleServices(workspace_id)
  const known = meant.map((one) => one.summarized_source_template.actor_definition_id)
  // If the workspace has no connector, the token can be tried on sample data.
  const tried = all.length > 0 ? known : (samples ?? []).map(({ definition_id }) => definition_id)
  const words = useGrantWords([...new Set(tried)])
  function submit() {
    const some = <K extends string>(name: K, values: readonly string[]) =>
      values.length === 0 ? {} : ({ [name]: [...values] } as Record<K, string[]>)
    onMint({
      workspace_id,
      create_workspace: false,
      expires_in: seconds,
      ...some('connector_ids', chosen),
      ...some('entities', toWords(entities)),
      ...some('actions', toWords(actions)),
      ...(isReadOnly && { read_only: true }),
    })
  }
  return (
    <Form onSubmit={submit} error={error} className="flex flex-col gap-4 px-4 py-4">
      <WorkspaceField
        workspace_id={workspace_id}
        onChoose={(id) => {
          onWorkspace(id)
        }}
      />
      <fieldset>
        <legend className="mb-1.5 font-medium text-sm">
          <Trans>Connectors</Trans>
        </legend>
        {connectors.data?.data.length === 0 && (
          <p className="text-muted text-sm">
            {samples?.length ? (
              <Trans>This workspace has none. You can try the token with sample data.</Trans>
            ) : (
              <Trans>This workspace has none.</Trans>
            )}
          </p>
        )}
        {connectors.isPending && <Skeleton className="h-8" />}
        {all.length > MANY && (
          <SearchInput label={t`Find a connector`} value={text} onSearch={setText} className="mb-1.5" />
        )}
        <div className="flex max-h-44 flex-col overflow-y-auto">
          {all.length > 0 && (
            <Check label={t`All connectors`} checked={chosen.length === 0} onChange={() => setChosen([])} />
          )}
          {all
            .map((one) => ({ id: one.id, label: toLabel(one, all), state: getState(one) }))
            .filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))
            .map(({ id, label, state }) => (
              <Check
                key={id}
                label={label}
                checked={chosen.includes(id)}
                onChange={(isChosen) =>
                  setChosen(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
              >
                {(state === 'failing' || state === 'needs_reauthentication') && (
                  <HealthBadge connector_id={id} state={state} />
                )}
              </Check>
            ))}
        </div>
      </fieldset>
      <TextField
        label={t`Entities`}
        optional
        help={t`Separated by commas. Empty means all.`}
        name="entities"
        value={entities}
        onChange={(event) => setEntities(event.target.value)}
        placeholder={t`issues, comments`}
        className="font-mono"
      />
      <UnknownWords kind="entity" given={toWords(entities)} known={words?.entities} />
      <TextField
        label={t`Actions`}
        optional
        help={t`Separated by commas. Empty means all.`}
        name="actions"
        value={actions}
        onChange={(event) => setActions(event.target.value)}
        placeholder={t`list, get`}
        className="font-mono"
      />
      <UnknownWords kind="action" given={toWords(actions)} known={words?.actions} />
      <SwitchField
        label={t`Read only`}
        help={t`Allows read operations only.`}
        checked={isReadOnly}
        onChange={setReadOnly}
      />
      <SelectField
        label={t`Valid for`}
        value={String(seconds)}
        options={LIFETIMES_S.map((value) => ({
          value: String(value),
          label: plural(value / 60, { one: '# minute', other: '# minutes' }),
        }))}
        onChange={(value) => setSeconds(Number(value))}
      />
      {error !== null && <ErrorNote error={error} title={t`No token was minted`} />}
      <div>
        <Button type="submit" variant="primary" busy={busy}>
          <Trans>Mint token</Trans>
        </Button>
      </div>
    </Form>
  )
}

interface CheckProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (isChecked: boolean) => void
  readonly children?: ReactNode
}

function Check({ label, checked, onChange, children }: CheckProps) {
  return (
    <label className="flex min-h-8 shrink-0 cursor-pointer items-center gap-2.5 rounded-md px-1 text-sm hover:bg-hover">
      <input
        type="checkbox"
        className="size-4 shrink-0"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="truncate">{label}</span>
      {children}
    </label>
  )
}

interface UnknownWordsProps {
  readonly kind: 'entity' | 'action'
  readonly given: readonly string[]
  readonly known: ReadonlySet<string> | undefined
}

/** Warns of entities or actions that no chosen connector has. They give the token no access. */
function UnknownWords({ kind, given, known }: UnknownWordsProps) {
  if (known === undefined) return null
  const unknown = given.filter((word) => !known.has(word))
  if (unknown.length === 0 || known.size === 0) return null
  const names = [...known].sort()
  const alike = names.filter((name) => unknown.some((word) => name[0] === word[0]))
  const examples = (alike.length > 0 ? alike : names).slice(0, 5).join(', ')
  const words = disjunction().format(unknown)
  return (
    <p role="status" className="-mt-2 text-warn text-xs">
      {kind === 'entity'
        ? t`No connector here has the entity ${words}. There are ${examples}.`
        : t`No connector here has the action ${words}. There are ${examples}.`}
    </p>
  )
}

const disjunction = perLanguage((language) => new Intl.ListFormat(language, { type: 'disjunction' }))

function toWords(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))]
}

interface GrantWords {
  readonly entities: ReadonlySet<string>
  readonly actions: ReadonlySet<string>
}

/** Returns the entities and actions of the services. Undefined until all of them are loaded. */
function useGrantWords(definition_ids: readonly string[]): GrantWords | undefined {
  const api = useApi()
  return useQueries({
    queries: definition_ids.map((definition_id) => ({
      ...readOptions(api, 'getDefinition', { path: { definition_id } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (results) => {
      const known = results.flatMap(({ data }) => data?.entities ?? [])
      if (results.some(({ data }) => data === undefined)) return undefined
      return {
        entities: new Set(known.map(({ entity }) => entity)),
        actions: new Set(known.flatMap(({ operations }) => operations.map(({ action }) => action))),
      }
    },
  })
}
