import { useEffect, useState } from 'preact/hooks'
import { BEGIN_KEY, BEGIN_NONCE, BEGIN_READY, POPUP_KEY } from '#session/authorization-window.ts'
import { callPage } from '#session/call-page.ts'
import { chooseTexts } from '#texts/choose-texts.ts'
import { Heading } from '#ui/parts.tsx'
import { Shell } from '#ui/shell.tsx'

/** Time limit in milliseconds for receiving the nonce. The page that opened this window may still be requesting it. */
const NONCE_MS = 30_000

/**
 * First-party page on which an authorization begins. It exchanges a nonce, which is valid once and only in this
 * browser, for the address of the service's consent page, and goes there.
 */
export function BeginPage() {
  const { texts } = chooseTexts(null)
  const [isLost, setLost] = useState(false)
  useEffect(() => {
    let isOver = false
    void (async () => {
      try {
        const nonce = await receiveNonce()
        if (nonce === undefined) throw new Error('no nonce')
        const { consent_url } = await callPage<{ consent_url: string }>('POST', '/begin', { body: { nonce } })
        if (/^https?:/.test(consent_url)) location.replace(consent_url)
      } catch {
        if (!isOver) setLost(true)
      }
    })()
    return () => {
      isOver = true
    }
  }, [])
  return (
    <Shell texts={texts}>
      {isLost ? (
        <>
          <Heading>{texts.beginLost}</Heading>
          <p>{texts.beginLostHelp}</p>
        </>
      ) : (
        <>
          <Heading takesFocus={false}>{texts.beginning}</Heading>
          <span class="spinner" aria-hidden="true" />
        </>
      )}
    </Shell>
  )
}

/** Receives the nonce from this tab's storage, or from the page of this server that opened the window. */
function receiveNonce(): Promise<string | undefined> {
  const kept = sessionStorage.getItem(BEGIN_KEY)
  sessionStorage.removeItem(BEGIN_KEY)
  if (kept !== null) return Promise.resolve(kept)
  const opener = window.opener as Window | null
  if (opener === null) return Promise.resolve(undefined)
  sessionStorage.setItem(POPUP_KEY, '1')
  return new Promise((resolve) => {
    const timeout = setTimeout(() => resolve(undefined), NONCE_MS)
    window.addEventListener('message', ({ source, origin, data }) => {
      if (source !== opener || origin !== location.origin || data?.type !== BEGIN_NONCE) return
      clearTimeout(timeout)
      resolve(typeof data.nonce === 'string' ? data.nonce : undefined)
    })
    opener.postMessage({ type: BEGIN_READY }, location.origin)
  })
}
