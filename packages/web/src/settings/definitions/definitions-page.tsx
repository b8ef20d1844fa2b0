import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { ListTree, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ConfirmChange } from '#api/confirm-change.tsx'
import { useRead } from '#api/use-api.ts'
import { useSession } from '#entities/session/use-session.ts'
import { formatNumber } from '#texts/format.ts'
import { Button } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Card } from '#ui/page.tsx'
import { CardList } from '#ui/show/card-list.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { EmptyState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { DefinitionDialog } from './definition-dialog.tsx'
import type { OwnDefinition } from './own-definition.ts'
import { OUTDATES } from './own-definition.ts'

type Open =
  | { readonly what: 'add' }
  | { readonly what: 'replace' | 'remove'; readonly definition: OwnDefinition }

/** Page with the definitions that the organization added. */
export function DefinitionsPage() {
  const definitions = useRead('listOwnDefinitions', {})
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const add = (
    <Button variant="primary" icon={<Plus />} onClick={() => setOpen({ what: 'add' })}>
      <Trans>Add an API</Trans>
    </Button>
  )
  return (
    <SettingsPage title={t`Own APIs`}>
      <p className="text-muted text-sm">
        <Trans>
          An OpenAPI document turns any API into a service. All workspaces of your organization can connect
          it, and nobody else can see it.
        </Trans>{' '}
        <a href="/docs/guides/any-api" className="text-accent underline underline-offset-2">
          <Trans>How it works</Trans>
        </a>
      </p>
      <CardList
        read={definitions}
        empty={
          <EmptyState icon={<ListTree />} title={t`No APIs of your own`} actions={add}>
            <Trans>The services of the catalog are available without one.</Trans>
          </EmptyState>
        }
      >
        {(items) => (
          <>
            <div>{add}</div>
            {items.map((definition) => (
              <DefinitionCard
                key={definition.id}
                definition={definition}
                onOpen={(what) => setOpen({ what, definition })}
              />
            ))}
          </>
        )}
      </CardList>
      {open?.what === 'add' && <DefinitionDialog onClose={close} />}
      {open?.what === 'replace' && <DefinitionDialog definition={open.definition} onClose={close} />}
      {open?.what === 'remove' && <RemoveDefinition definition={open.definition} onClose={close} />}
    </SettingsPage>
  )
}

interface DefinitionCardProps {
  readonly definition: OwnDefinition
  readonly onOpen: (what: 'replace' | 'remove') => void
}

function DefinitionCard({ definition, onOpen }: DefinitionCardProps) {
  const { id, slug, name, version, operations, entities, left_out, created_at, updated_at } = definition
  const { document_bytes, has_overlay, source_url } = definition
  const size = formatNumber(Math.ceil(document_bytes / 1024))
  return (
    <Card
      title={<span className="break-words">{name}</span>}
      actions={
        <>
          <Button onClick={() => onOpen('replace')}>
            <Trans>
              Replace <span className="sr-only">{name}</span>
            </Trans>
          </Button>
          <IconButton label={t`Remove ${name}`} icon={<Trash2 />} onClick={() => onOpen('remove')} />
        </>
      }
    >
      <Facts>
        <Fact name={t`Short name`}>
          <CopyableId id={slug} what={t`short name`} />
        </Fact>
        <Fact name={t`Operations`}>
          <Plural value={operations} one="# operation" other="# operations" />,{' '}
          <Plural value={entities} one="# entity" other="# entities" />
          {left_out > 0 && (
            <>
              , <Plural value={left_out} one="# left out" other="# left out" />
            </>
          )}
        </Fact>
        <Fact name={t`Connectors`}>
          <ConnectorCount definition_id={id} />
        </Fact>
        <Fact name={t`Document`}>
          {has_overlay ? (
            <Trans>
              version {version}, {size} KB with its overlay
            </Trans>
          ) : (
            <Trans>
              version {version}, {size} KB
            </Trans>
          )}
          {source_url !== null && <span className="block break-all text-muted">{source_url}</span>}
        </Fact>
        <Fact name={t`Added`}>
          <Time at={created_at} />
        </Fact>
        {updated_at !== created_at && (
          <Fact name={t`Changed`}>
            <Time at={updated_at} />
          </Fact>
        )}
      </Facts>
    </Card>
  )
}

/** Number of connectors in all workspaces that use a definition, with a link to them. */
function ConnectorCount({ definition_id }: { readonly definition_id: string }) {
  const organization_id = useSession()?.organization.id ?? ''
  const { data, error } = useRead('listOrganizationCredentials', {
    path: { organization_id },
    query: { definition_id, limit: 1 },
  })
  if (error !== null) return <Trans>unknown</Trans>
  if (data === undefined) return <Skeleton className="h-4 w-24" />
  const { total } = data
  if (total === 0) return <Trans>none</Trans>
  return (
    <Link to="/connectors" search={{ service: definition_id }} className="text-accent hover:underline">
      <Plural value={total} one="# connector" other="# connectors" />
    </Link>
  )
}

interface RemoveDefinitionProps {
  readonly definition: OwnDefinition
  readonly onClose: () => void
}

function RemoveDefinition({ definition: { id, name }, onClose }: RemoveDefinitionProps) {
  return (
    <ConfirmChange
      change="deleteDefinition"
      input={{ path: { definition_id: id } }}
      outdates={[...OUTDATES, 'listOAuthCredentials']}
      done={t`${name} was removed.`}
      onClose={onClose}
      title={t`Remove ${name}?`}
      action={t`Remove`}
      danger
    >
      <p>
        <Trans>
          Its document and its OAuth app are removed permanently. While a connector uses it, the removal is
          refused.
        </Trans>
      </p>
    </ConfirmChange>
  )
}
