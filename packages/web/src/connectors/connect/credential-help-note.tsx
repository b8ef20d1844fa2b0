import { Trans } from '@lingui/react/macro'
import type { CredentialHelp } from '#entities/connector/connection-spec.ts'
import { ExternalLink } from '#ui/icons.tsx'

/** Link and instructions for creating a credential, and the scopes it needs. */
export function CredentialHelpNote({ help: { url, text, scopes } }: { readonly help: CredentialHelp }) {
  const host = url === null ? '' : new URL(url).hostname
  return (
    <div className="flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2 text-sm">
      <p className="text-muted">
        {text}{' '}
        {url !== null && (
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1 text-accent hover:underline"
          >
            <Trans>Open {host}</Trans> <ExternalLink aria-hidden="true" className="size-3.5" />
          </a>
        )}
      </p>
      {scopes.length > 0 && (
        <p className="flex flex-wrap items-center gap-1.5 text-muted text-xs">
          <Trans>Scopes:</Trans>
          {scopes.map((scope) => (
            <code key={scope} className="break-all rounded bg-surface px-1 py-px text-ink">
              {scope}
            </code>
          ))}
        </p>
      )}
    </div>
  )
}
