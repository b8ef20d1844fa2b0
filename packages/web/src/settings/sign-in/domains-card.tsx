import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '#api/api.ts'
import { ConfirmChange } from '#api/confirm-change.tsx'
import { useChange, useRead } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { useEdits } from '#ui/form/use-edits.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorNote } from '#ui/show/states.tsx'

type Domain = Output<'listDomains'>['data'][number]

/** Card with the organization's mail domains and their proofs of ownership. */
export function DomainsCard({ isOwner }: { readonly isOwner: boolean }) {
  const read = useRead('listDomains', {})
  const [deleted, setDeleted] = useState<string>()
  return (
    <Card
      title={t`Mail domains`}
      description={t`People who enter an address of a proven domain are offered your providers.`}
    >
      <Loaded read={read} skeleton={<SkeletonRows rows={2} />}>
        {(data) => (
          <div className="divide-y divide-line">
            {data.data.length > 0 && (
              <ul className="divide-y divide-line">
                {data.data.map((one) => (
                  <DomainRow
                    key={one.domain}
                    domain={one}
                    isOwner={isOwner}
                    onDelete={() => setDeleted(one.domain)}
                  />
                ))}
              </ul>
            )}
            {isOwner ? (
              <AddDomain />
            ) : (
              data.data.length === 0 && (
                <p className="px-4 py-4 text-muted text-sm">
                  <Trans>No domain yet.</Trans>
                </p>
              )
            )}
          </div>
        )}
      </Loaded>
      {deleted !== undefined && <DeleteDomain domain={deleted} onClose={() => setDeleted(undefined)} />}
    </Card>
  )
}

interface DomainRowProps {
  readonly domain: Domain
  readonly isOwner: boolean
  readonly onDelete: () => void
}

function DomainRow({ domain: one, isOwner, onDelete }: DomainRowProps) {
  const { domain, record_name, record_value, proven_at, proven_by } = one
  const toasts = useToasts()
  const check = useChange('checkDomain', {
    outdates: ['listDomains'],
    onSuccess: () => toasts.done(t`${domain} is proven.`),
  })
  const proof = proven_by === 'operator' ? t`proven by the operator` : t`proven by DNS`
  return (
    <li className="text-sm">
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <span className="min-w-0 break-all font-medium">{domain}</span>
        <Badge tone={proven_at === null ? 'warn' : 'good'}>
          {proven_at === null ? t`not proven` : proof}
        </Badge>
        {isOwner && (
          <span className="ml-auto flex items-center gap-2">
            {proven_at === null && (
              <Button size="sm" busy={check.isPending} onClick={() => check.mutate({ path: { domain } })}>
                <Trans>
                  Check <span className="sr-only">{domain}</span>
                </Trans>
              </Button>
            )}
            <IconButton label={t`Give up ${domain}`} icon={<Trash2 />} onClick={onDelete} />
          </span>
        )}
      </div>
      {proven_at === null && (
        <>
          <p className="px-4 pb-1 text-muted">
            <Trans>
              Add this TXT record to DNS, then check. A new record can take hours to become visible.
            </Trans>
          </p>
          <Facts>
            <Fact name={t`Record name`}>
              <CopyableId id={record_name} what={t`record name`} />
            </Fact>
            <Fact name={t`Record text`}>
              <CopyableId id={record_value} what={t`record text`} />
            </Fact>
          </Facts>
        </>
      )}
      {check.error && (
        <div className="px-4 pb-3">
          <ErrorNote error={check.error} title={t`${domain} is not proven yet`} />
        </div>
      )}
    </li>
  )
}

function AddDomain() {
  const create = useChange('createDomain', { outdates: ['listDomains'] })
  // A domain that was added leaves the field empty.
  const { texts, enter, saveEdits } = useEdits({ domain: '' }, create)
  function submit() {
    saveEdits({ body: { domain: texts.domain.trim() } })
  }
  return (
    <Form onSubmit={submit} error={create.error} className="flex flex-col gap-3 px-4 py-4" autoComplete="off">
      <TextField
        label={t`Add a domain`}
        help={t`What follows the @ of addresses, such as example.com.`}
        name="domain"
        value={texts.domain}
        onChange={(event) => enter('domain', event.target.value)}
        required
        maxLength={253}
        placeholder="example.com"
      />
      {create.error && <ErrorNote error={create.error} title={t`The domain was not added`} />}
      <div>
        <Button type="submit" busy={create.isPending}>
          <Trans>Add domain</Trans>
        </Button>
      </div>
    </Form>
  )
}

interface DeleteDomainProps {
  readonly domain: string
  readonly onClose: () => void
}

function DeleteDomain({ domain, onClose }: DeleteDomainProps) {
  return (
    <ConfirmChange
      change="deleteDomain"
      input={{ path: { domain } }}
      outdates={['listDomains']}
      done={t`${domain} was given up.`}
      onClose={onClose}
      title={t`Give up ${domain}?`}
      action={t`Give up`}
      danger
    >
      <p>
        <Trans>
          People with an address in {domain} are no longer offered your providers, and new people can join
          only if they were invited. Another organization of this server can then prove the domain.
        </Trans>
      </p>
    </ConfirmChange>
  )
}
