import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { CopyButton } from '../copy-button.tsx'

interface LinkListProps {
  readonly links: readonly {
    readonly key: string
    /** Recipient or purpose of the link. */
    readonly name: string
    readonly url: string
  }[]
}

/** List of links to copy, one by one or all together, one per line. */
export function LinkList({ links }: LinkListProps) {
  return (
    <div className="rounded-md border border-line">
      {links.length > 1 && (
        <div className="flex h-9 items-center justify-end gap-2 border-line border-b pr-1 pl-3 text-muted text-xs">
          <Trans>All, one per line</Trans>
          <CopyButton text={links.map(({ name, url }) => `${name} ${url}`).join('\n')} what={t`all links`} />
        </div>
      )}
      <ul className="max-h-72 divide-y divide-line overflow-y-auto">
        {links.map(({ key, name, url }) => (
          <li key={key} className="flex items-center gap-2 py-1 pr-1 pl-3 text-sm">
            <div className="min-w-0 flex-1">
              <p className="truncate">{name}</p>
              <p className="truncate font-mono text-muted text-xs">{url}</p>
            </div>
            <CopyButton text={url} what={t`the link for ${name}`} />
          </li>
        ))}
      </ul>
    </div>
  )
}
