import { useConnect } from '@bulkhead/connect/react'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'

// A page of an application, with the URL of a session and the mode in its own URL.
const query = new URLSearchParams(location.search)
const url = atob(query.get('url') ?? '')
const mode = query.get('mode') === 'iframe' ? 'iframe' : 'popup'

function ConnectButton() {
  const [names, setNames] = useState<readonly string[]>([])
  const { open, isOpen } = useConnect({
    mode,
    onEvent: ({ name }) => setNames((before) => [...before, name]),
  })
  const text = `${isOpen ? 'open' : 'closed'}, events: ${names.join(' ')}`
  return (
    <>
      <button type="button" onClick={() => open(url)}>
        Connect
      </button>
      <p role="status">{text}</p>
    </>
  )
}

function Shop() {
  const [isShown, setShown] = useState(true)
  return (
    <>
      <button type="button" onClick={() => setShown(false)}>
        Leave
      </button>
      {isShown && <ConnectButton />}
    </>
  )
}

const place = document.getElementById('place')
if (place !== null) createRoot(place).render(<Shop />)
