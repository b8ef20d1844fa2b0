import type { EntityGrant, Service } from '#types.ts'
import { useTexts } from '#ui/use-texts.ts'

type Modes = Readonly<Record<'read' | 'write', boolean>>
/** Allowed modes, by entity. */
export type Access = Readonly<Record<string, Modes>>

export function getWholeAccess({ entities }: Service): Access {
  return Object.fromEntries(entities.map(({ entity, read, write }) => [entity, { read, write }]))
}

/** Returns the chosen access as grants. Undefined if the end user allows everything that the session allows. */
export function toGrants(service: Service, access: Access): EntityGrant[] | undefined {
  const isWhole = service.entities.every(
    ({ entity, read, write }) => access[entity]?.read === read && access[entity]?.write === write,
  )
  return isWhole ? undefined : listGrants(access)
}

function listGrants(access: Access): EntityGrant[] {
  return Object.entries(access).flatMap(([entity, modes]) => {
    const allowed = (['read', 'write'] as const).filter((mode) => modes[mode])
    return allowed.length === 0 ? [] : [{ entity, modes: allowed }]
  })
}

export function isEmpty(access: Access): boolean {
  return Object.keys(access).length > 0 && listGrants(access).length === 0
}

interface AccessChoiceProps {
  readonly service: Service
  readonly organization: string
  readonly access: Access
  readonly isByKey: boolean
  readonly error: string | undefined
  readonly onChange: (access: Access) => void
}

/**
 * Choice of the entities that the organization may read and change. A note says that a pasted key itself may allow
 * more.
 */
export function AccessChoice({ service, organization, access, isByKey, error, onChange }: AccessChoiceProps) {
  const texts = useTexts()
  const { entities } = service
  if (entities.length === 0) return null
  const count = (mode: keyof Modes) => entities.filter(({ entity }) => access[entity]?.[mode]).length
  const set = (entity: string, mode: keyof Modes, isAllowed: boolean) =>
    onChange({
      ...access,
      [entity]: { ...(access[entity] ?? { read: false, write: false }), [mode]: isAllowed },
    })
  return (
    <section class="access" aria-labelledby="access-title">
      <h2 id="access-title">{texts.accessTitle(organization)}</h2>
      <details open={error !== undefined || undefined}>
        <summary>
          <span role="status">{texts.accessSummary(count('read'), count('write'))}</span>
          <span class="link">{texts.changeAccess}</span>
        </summary>
        {error !== undefined && (
          <p class="error" id="access-error" role="alert">
            {error}
          </p>
        )}
        <div class="buttons">
          <button type="button" class="button small" onClick={() => onChange(getWholeAccess(service))}>
            {texts.accessAll}
          </button>
          <button
            type="button"
            class="button small"
            onClick={() =>
              onChange(
                Object.fromEntries(entities.map(({ entity, read }) => [entity, { read, write: false }])),
              )
            }
          >
            {texts.accessReadOnly}
          </button>
        </div>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.kindOfData}</th>
              <th scope="col">{texts.read}</th>
              <th scope="col">{texts.write}</th>
            </tr>
          </thead>
          <tbody>
            {entities.map(({ entity, ...offered }) => (
              <tr key={entity}>
                <th scope="row">
                  {toWords(entity)}
                  {(['read', 'write'] as const).map(
                    (mode) =>
                      offered.scopes[mode].length > 0 && (
                        <span key={mode} class="scopes">
                          {mode === 'read' ? texts.read : texts.write}:{' '}
                          {offered.scopes[mode].map((scope) => (
                            <code key={scope}>{scope}</code>
                          ))}
                        </span>
                      ),
                  )}
                </th>
                {(['read', 'write'] as const).map((mode) => (
                  <td key={mode}>
                    {offered[mode] ? (
                      <input
                        type="checkbox"
                        checked={access[entity]?.[mode] ?? false}
                        aria-label={
                          mode === 'read' ? texts.readOf(toWords(entity)) : texts.writeOf(toWords(entity))
                        }
                        onChange={(event) => set(entity, mode, event.currentTarget.checked)}
                      />
                    ) : (
                      <span aria-hidden="true">–</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <p class="help">{isByKey ? texts.keyTruth(organization) : texts.oauthTruth(organization)}</p>
    </section>
  )
}

export function toWords(entity: string): string {
  return entity.replaceAll(/[_-]+/g, ' ')
}
