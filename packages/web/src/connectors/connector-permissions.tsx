import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { Output } from '#api/api.ts'
import { useChange, useRead } from '#api/use-api.ts'
import type { ConnectorDetail } from '#entities/connector/use-connectors.ts'
import { Button } from '#ui/button.tsx'
import { UnsavedGuard } from '#ui/form/unsaved-guard.tsx'
import { useEdits } from '#ui/form/use-edits.ts'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorNote } from '#ui/show/states.tsx'

type Entities = Output<'getDefinition'>['entities']
type Mode = 'read' | 'write'
/** Allowed modes by entity, separated by spaces. */
type Allowed = Readonly<Record<string, string>>

/** Form for the limits of a connector, which apply to all callers. */
export function ConnectorPermissions({ connector }: { readonly connector: ConnectorDetail }) {
  const read = useRead(
    'getDefinition',
    { path: { definition_id: connector.source_template.source_definition_id } },
    { staleTime: Number.POSITIVE_INFINITY },
  )
  return (
    <Card
      className="max-w-3xl"
      title={t`Allowed operations`}
      description={t`Applies to every token that reaches this workspace. A narrowed token may allow less, never more.`}
    >
      <Loaded read={read} skeleton={<SkeletonRows rows={5} />}>
        {(data) => <PermissionsForm key={connector.id} connector={connector} entities={data.entities} />}
      </Loaded>
    </Card>
  )
}

interface PermissionsFormProps {
  readonly connector: ConnectorDetail
  readonly entities: Entities
}

function PermissionsForm({ connector, entities }: PermissionsFormProps) {
  const toasts = useToasts()
  const path = { connector_id: connector.id }
  const outdates = ['getConnector'] as const
  const undo = useChange('updateConnector', { outdates, onError: toasts.failed })
  const save = useChange('updateConnector', {
    outdates,
    onSuccess: () =>
      toasts.done(t`The permissions were saved.`, () =>
        undo.mutate({ path, body: { entities: connector.entities ?? [] } }),
      ),
  })
  const { texts: allowed, isChanged, enter, saveEdits } = useEdits(allowedIn(connector, entities), save)
  const toggle = (entity: string, mode: Mode, on: boolean) => {
    const modes = modesIn(allowed[entity])
    enter(entity, MODES.filter((one) => (one === mode ? on : modes.includes(one))).join(' '))
  }
  const saveEntities = (wanted: ReturnType<typeof getEntities>) =>
    saveEdits({ path, body: { entities: wanted } })
  const isEmpty = Object.values(allowed).every((modes) => modes === '')
  return (
    <>
      <UnsavedGuard isChanged={isChanged} />
      <table className="w-full text-sm">
        <thead>
          <tr className="h-9 border-line border-b text-left text-muted text-xs">
            <th className="px-4 font-medium">
              <Trans>Entity</Trans>
            </th>
            <th className="w-20 font-medium">
              <Trans>Read</Trans>
            </th>
            <th className="w-20 font-medium">
              <Trans>Write</Trans>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {entities.map(({ entity, operations }) => (
            <tr key={entity} className="h-10">
              <td className="px-4">
                <code>{entity}</code>
              </td>
              {(['read', 'write'] as const).map((mode) => (
                <td key={mode}>
                  {operations.some(({ effect }) => (effect === 'read') === (mode === 'read')) ? (
                    <input
                      type="checkbox"
                      className="size-4 align-middle"
                      aria-label={mode === 'read' ? t`read ${entity}` : t`write ${entity}`}
                      checked={modesIn(allowed[entity]).includes(mode)}
                      disabled={save.isPending}
                      onChange={(event) => toggle(entity, mode, event.target.checked)}
                    />
                  ) : (
                    <span className="text-subtle">
                      <span aria-hidden="true">–</span>
                      <span className="sr-only">
                        {mode === 'read' ? t`no read operations` : t`no write operations`}
                      </span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-col gap-3 border-line border-t px-4 py-3">
        {save.error && <ErrorNote error={save.error} title={t`Nothing was saved`} />}
        {isEmpty && (
          <p className="text-muted text-sm">
            <Trans>
              With nothing selected, nothing could be done. Deactivate the workspace or delete the connector
              instead.
            </Trans>
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            disabled={!isChanged || isEmpty}
            busy={save.isPending}
            onClick={() => saveEntities(getEntities(allowed, entities))}
          >
            <Trans>Save permissions</Trans>
          </Button>
          {connector.entities !== null && (
            <Button busy={save.isPending} onClick={() => saveEntities([])}>
              <Trans>Allow everything</Trans>
            </Button>
          )}
        </div>
      </div>
    </>
  )
}

const MODES: readonly Mode[] = ['read', 'write']

function modesIn(text = ''): Mode[] {
  const words = text.split(' ')
  return MODES.filter((mode) => words.includes(mode))
}

function allowedIn({ entities: stored }: ConnectorDetail, entities: Entities): Allowed {
  return Object.fromEntries(
    entities.map(({ entity, operations }) => {
      const offered = MODES.filter((mode) =>
        operations.some(({ effect }) => (effect === 'read') === (mode === 'read')),
      )
      const rule = stored?.find((one) => one.entity === entity)
      const modes = stored === null ? MODES : rule === undefined ? [] : (rule.modes ?? MODES)
      return [entity, offered.filter((mode) => modes.includes(mode)).join(' ')]
    }),
  )
}

/** Returns the entities for the API, where an empty list allows everything. */
function getEntities(allowed: Allowed, entities: Entities) {
  const everything = allowedIn({ entities: null } as ConnectorDetail, entities)
  if (JSON.stringify(allowed) === JSON.stringify(everything)) return []
  return Object.entries(allowed)
    .filter(([, modes]) => modes !== '')
    .map(([entity, modes]) => ({ entity, modes: modesIn(modes) }))
}
