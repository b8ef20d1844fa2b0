import './styles.css'
import { render } from 'preact'
import { BEGIN_PATH } from '#session/authorization-window.ts'
import { BeginPage } from './begin-page.tsx'
import { ConnectApp } from './connect-app.tsx'
import { WidgetPage } from './widget-page.tsx'

const root = document.getElementById('app')
const { pathname } = location
if (root !== null) {
  render(
    pathname === BEGIN_PATH ? (
      <BeginPage />
    ) : pathname.startsWith('/widget') ? (
      <WidgetPage />
    ) : (
      <ConnectApp />
    ),
    root,
  )
}
