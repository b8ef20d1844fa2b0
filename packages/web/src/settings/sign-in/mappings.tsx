import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useChange } from '#api/use-api.ts'
import { LEVEL_NAMES, ROLE_NAMES } from '#entities/session/role-names.ts'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { MappingDialog } from './mapping-dialog.tsx'
import type { Mapping, Provider } from './provider.ts'

interface MappingsProps {
  readonly provider: Provider
  readonly isOwner: boolean
}

/** List of a provider's mappings, from claims to a role and workspaces. */
export function Mappings({ provider, isOwner }: MappingsProps) {
  const { id, mappings, claims } = provider
  const toasts = useToasts()
  // Index of the mapping in the dialog. The index after the last one stands for a new mapping.
  const [place, setPlace] = useState<number>()
  const update = useChange('updateProvider', {
    outdates: ['listProviders', 'listProviderSuggestions'],
    onSuccess: () => {
      toasts.done(t`The mappings were saved. They take effect at each person's next sign-in.`)
      setPlace(undefined)
    },
  })
  const save = (next: readonly Mapping[]) =>
    update.mutate({ path: { provider_id: id }, body: { mappings: [...next] } })
  return (
    <div className="border-line border-t px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="min-w-0">
          <h3 className="font-medium">
            <Trans>What claims give</Trans>
          </h3>
          <p className="text-muted">
            {mappings.length === 0 ? (
              <Trans>
                Nothing: new people are members, and see the workspaces that are open to everyone.
              </Trans>
            ) : (
              <Trans>Applied at each sign-in. If several match, the highest role and level apply.</Trans>
            )}
          </p>
        </div>
        {isOwner && (
          <Button size="sm" icon={<Plus />} onClick={() => setPlace(mappings.length)}>
            <Trans>Add a mapping</Trans>
          </Button>
        )}
      </div>
      {mappings.length > 0 && (
        <ul className="mt-2 divide-y divide-line">
          {mappings.map((mapping, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a mapping is identified only by its index
            <li key={index} className="flex items-start gap-2 py-2">
              <div className="min-w-0 flex-1">
                <code className="break-all text-xs">
                  {mapping.claim ?? claims.groups} = {mapping.value}
                </code>
                <Given mapping={mapping} />
              </div>
              {isOwner && (
                <>
                  <IconButton
                    label={t`Change the mapping of ${{ value: mapping.value }}`}
                    icon={<Pencil />}
                    onClick={() => setPlace(index)}
                  />
                  <IconButton
                    label={t`Delete the mapping of ${{ value: mapping.value }}`}
                    icon={<Trash2 />}
                    disabled={update.isPending}
                    onClick={() => save(mappings.filter((_, other) => other !== index))}
                  />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {place === undefined && update.error && (
        <ErrorNote error={update.error} title={t`The mappings were not saved`} />
      )}
      {place !== undefined && (
        <MappingDialog
          mapping={mappings[place]}
          groups={claims.groups}
          busy={update.isPending}
          error={update.error}
          onSave={(mapping) => save([...mappings.slice(0, place), mapping, ...mappings.slice(place + 1)])}
          onClose={() => {
            update.reset()
            setPlace(undefined)
          }}
        />
      )}
    </div>
  )
}

function Given({ mapping: { role = 'member', workspaces = [], suggests } }: { readonly mapping: Mapping }) {
  return (
    <ul className="mt-0.5 text-muted">
      <li>{i18n._(ROLE_NAMES[role])}</li>
      {workspaces.map(({ workspace_id, level }) => (
        <li key={workspace_id} className="flex flex-wrap gap-x-2">
          <span className="text-ink">
            <WorkspaceName id={workspace_id} />
          </span>
          {i18n._(LEVEL_NAMES[level])}
        </li>
      ))}
      {suggests !== undefined && (
        <li>
          <Trans>
            suggests <code>{suggests.pattern}</code>
          </Trans>{' '}
          {i18n._(LEVEL_NAMES[suggests.level])}
        </li>
      )}
    </ul>
  )
}
