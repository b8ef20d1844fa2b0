import { useEffect, useRef, useState } from 'preact/hooks'
import { askForToken, CLOSE, giveToken, listenForToken, RESULT } from '#session/widget-messages.ts'
import { chooseTexts } from '#texts/choose-texts.ts'
import { Button, Heading, Notice } from '#ui/parts.tsx'
import { Shell } from '#ui/shell.tsx'

const BRIDGE = '/widget-bridge'
const FEATURES = 'popup,width=560,height=720'

type State = 'idle' | 'open' | 'blocked' | 'done'

/**
 * Widget in a frame of an application's page: a button that opens the connect page in a window of its own. Everything
 * else is asked there, so nothing can be obtained from a person by placing this frame under other content.
 *
 * @param props.origin Origin of the page that embeds this one. The server signed it, and the content security policy
 *   admits no other. The token comes from it, and the result goes to it alone.
 */
export function WidgetButton({ origin }: { readonly origin: string }) {
  const { texts } = chooseTexts(null)
  const [token, setToken] = useState<string>()
  const [state, setState] = useState<State>('idle')
  const current = useRef<string | undefined>(undefined)
  const popup = useRef<Window | null>(null)
  current.current = token
  const tell = (message: unknown) => window.parent.postMessage(message, origin)
  const close = () => tell(CLOSE)

  useEffect(() => {
    void askForToken(window.parent, origin)
    const isPopup = (source: unknown) => source !== null && source === popup.current
    const relay = ({ source, origin: from, data }: MessageEvent) => {
      if (from !== location.origin || !isPopup(source) || data?.type !== RESULT) return
      tell(data)
      const isDone = data.message === 'source_created'
      setState(isDone ? 'done' : 'idle')
      if (isDone) close()
    }
    window.addEventListener('message', relay)
    const endings = [
      () => window.removeEventListener('message', relay),
      // The page may send another token before the first one expires.
      listenForToken(window.parent, origin, setToken),
      giveToken(isPopup, () => current.current),
    ]
    return () => {
      for (const end of endings) end()
    }
  }, [])

  function open() {
    if (state === 'open' && popup.current?.closed === false) return popup.current.focus()
    popup.current = window.open(BRIDGE, '_blank', FEATURES)
    setState(popup.current === null ? 'blocked' : 'open')
  }

  return (
    <Shell texts={texts} onClose={close}>
      <Heading takesFocus={false}>{state === 'done' ? texts.widgetDone : texts.widgetTitle}</Heading>
      <p>{state === 'open' ? texts.widgetOpen : texts.widgetHelp(location.host)}</p>
      {state === 'blocked' && (
        <Notice kind="warn" isAlert>
          {texts.windowBlocked}
        </Notice>
      )}
      <div class="actions">
        <Button kind="primary" isBusy={token === undefined} onClick={open}>
          {texts.widgetConnect}
        </Button>
        <Button onClick={close}>{texts.close}</Button>
      </div>
    </Shell>
  )
}
