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
  /** Closes the page, if another page embeds it. */
  readonly onClose?: (() => void) | undefined
  readonly children: ComponentChildren
}

/** Frame of every step: the requester at the top, the page's owner at the bottom. */
export function Shell({ texts, organization, onClose, children }: ShellProps) {
  useEffect(() => {
    if (onClose === undefined) return
    // A page that embeds this one in a frame does not receive its key events.
    const listen = ({ key }: KeyboardEvent) => key === 'Escape' && onClose()
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [onClose])
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
            {onClose !== undefined && (
              <button type="button" class="close" onClick={onClose}>
                {texts.close}
              </button>
            )}
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
