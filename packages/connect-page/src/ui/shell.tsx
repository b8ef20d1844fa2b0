import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { applyColors } from '#session/colors.ts'
import type { Texts } from '#texts/en.ts'
import type { Organization } from '#types.ts'
import { Lock, OutsideLink, toOwnPath } from './parts.tsx'
import { TextsContext } from './use-texts.ts'

interface ShellProps {
  readonly texts: Texts
  readonly organization?: Organization | undefined
  readonly children: ComponentChildren
}

/** What stands around every step: who asks above, whose page it is below. */
export function Shell({ texts, organization, children }: ShellProps) {
  useEffect(() => applyColors(document.documentElement, organization?.colors ?? null), [organization])
  return (
    <TextsContext.Provider value={texts}>
      <div class="page">
        {organization !== undefined && (
          <header>
            {organization.logo_url !== null && (
              <img class="logo" src={toOwnPath(organization.logo_url)} alt="" height={28} />
            )}
            <span>{organization.name}</span>
          </header>
        )}
        <main>{children}</main>
        <footer>
          <span>
            <Lock /> {texts.servedBy(location.host)}
          </span>
          {organization?.support_url && (
            <OutsideLink href={organization.support_url} hint={texts.opensNewTab}>
              {texts.support}
            </OutsideLink>
          )}
          {organization?.privacy_url && (
            <OutsideLink href={organization.privacy_url} hint={texts.opensNewTab}>
              {texts.privacy}
            </OutsideLink>
          )}
        </footer>
      </div>
    </TextsContext.Provider>
  )
}
