import { useEffect, useState } from 'preact/hooks'
import { BEGIN_DONE, POPUP_KEY } from '#session/authorization-window.ts'
import { isFramed, type Secrets, takeSecrets } from '#session/secrets.ts'
import { chooseTexts } from '#texts/choose-texts.ts'
import { Heading } from '#ui/parts.tsx'
import { Shell } from '#ui/shell.tsx'
import { Session, type SessionWatcher } from './session-page.tsx'

interface ConnectAppProps {
  /** Secrets of a session that the page created itself. Default: the secrets from the URL. */
  readonly given?: Secrets
  readonly watcher?: SessionWatcher
}

/** Page of a connect link, `/connect/<session id>#<token>`. */
export function ConnectApp({ given, watcher }: ConnectAppProps) {
  const [secrets] = useState(() => given ?? (isBackInPopup() ? undefined : takeSecrets()))
  if (secrets !== undefined) return <Session secrets={secrets} watcher={watcher} />
  return <WithoutToken />
}

/**
 * Page without a token in its URL. If it is a popup that returns from the service, it notifies its opener and closes.
 */
function WithoutToken() {
  const { texts } = chooseTexts(null)
  const [isBack] = useState(isBackInPopup)
  useEffect(() => {
    if (!isBack) return
    sessionStorage.removeItem(POPUP_KEY)
    ;(window.opener as Window | null)?.postMessage({ type: BEGIN_DONE }, location.origin)
    window.close()
  }, [isBack])
  return (
    <Shell texts={texts}>
      <Heading>{isBack ? texts.finished : texts.ended}</Heading>
      <p>{isBack ? texts.finishedHelp : texts.endedHelp}</p>
    </Shell>
  )
}

function isBackInPopup(): boolean {
  if (isFramed || location.hash !== '') return false
  try {
    return sessionStorage.getItem(POPUP_KEY) !== null
  } catch {
    return false
  }
}
