import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useChange, useRead } from '#api/use-api.ts'
import { LEVEL_NAMES } from '#entities/session/role-names.ts'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorNote } from '#ui/show/states.tsx'

interface SuggestionsProps {
  readonly provider: string
  /** Name of the claim that contains the groups. */
  readonly groups: string
}

/** Suggested workspaces, whose names match a pattern of a mapping. An admin accepts each of them. */
export function Suggestions({ provider, groups }: SuggestionsProps) {
  const toasts = useToasts()
  const read = useRead('listProviderSuggestions', {
    path: { provider_id: provider },
  })
  const accept = useChange('acceptProviderSuggestion', {
    outdates: ['listProviders', 'listProviderSuggestions'],
    onSuccess: () => toasts.done(t`The mapping grants this workspace from each person's next sign-in.`),
  })
  const accepted = accept.isPending ? accept.variables.body : undefined
  return (
    <div className="border-line border-t px-4 py-3 text-sm">
      <h3 className="font-medium">
        <Trans>Suggested workspaces</Trans>
      </h3>
      <Loaded read={read} skeleton={<SkeletonRows rows={2} />}>
        {(data) =>
          data.data.length === 0 ? (
            <p className="text-muted">
              <Trans>No other workspace has a name that matches a pattern.</Trans>
            </p>
          ) : (
            <ul className="divide-y divide-line">
              {data.data.map(({ claim, value, workspace_id, workspace_name, level }) => (
                <li
                  key={`${claim}\n${value}\n${workspace_id}`}
                  className="flex flex-wrap items-center gap-2 py-2"
                >
                  <div className="min-w-0 flex-1 basis-48">
                    <p className="truncate font-medium">{workspace_name}</p>
                    <p className="text-muted">
                      {i18n._(LEVEL_NAMES[level])}{' '}
                      <code className="break-all text-xs">
                        {claim === groups ? value : `${claim} = ${value}`}
                      </code>
                    </p>
                  </div>
                  <Button
                    size="sm"
                    busy={accepted?.workspace_id === workspace_id && accepted.value === value}
                    disabled={accept.isPending}
                    onClick={() =>
                      accept.mutate({ path: { provider_id: provider }, body: { claim, value, workspace_id } })
                    }
                  >
                    <Trans>
                      Accept <span className="sr-only">{workspace_name}</span>
                    </Trans>
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {accept.error && <ErrorNote error={accept.error} title={t`The suggestion was not accepted`} />}
    </div>
  )
}
