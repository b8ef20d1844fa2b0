import { ApiError, AuthenticationError } from '@bulkhead/sdk/client'
import { I18nProvider } from '@lingui/react'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Api } from './api/api.ts'
import { watchAttendance } from './api/attendance.ts'
import { ApiContext } from './api/use-api.ts'
import { Auth } from './entities/session/auth.ts'
import { AuthContext } from './entities/session/use-session.ts'
import { createAppRouter } from './router.tsx'
import { SessionGate } from './session/session-ended.tsx'
import { preloadOpened, preloadPages } from './shell/preload-pages.ts'
import { i18n } from './texts/i18n.ts'
import { startLanguage } from './texts/language.ts'
import { ToastProvider } from './ui/layer/toasts.tsx'
import { TooltipProvider } from './ui/layer/tooltip.tsx'
import './styles.css'

const onError = (error: Error): void => {
  // The person's role has changed. The session is read again, so that the pages match the new role.
  if (error instanceof ApiError && error.code === 'not_permitted')
    queries.invalidateQueries({ queryKey: auth.session.queryKey })
  // The organization now requires a second factor. The router leads to the page that sets one up.
  if (error instanceof ApiError && error.code === 'second_factor_missing')
    queries.fetchQuery({ ...auth.session, staleTime: 0 }).then(() => router.invalidate(), onError)
  // The session was revoked or has expired.
  if (!(error instanceof AuthenticationError) || api.csrfToken === undefined) return
  // The session continues: the server only asks for a code.
  if (error.code === 'second_factor_required') return
  auth.end()
}

const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // The API client already repeats requests that are safe to repeat.
      retry: false,
      // A server on the same machine also responds if the browser is offline.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
const api = new Api(location.origin)
const auth = new Auth(api, queries)
const context = { api, auth, queries }
const router = createAppRouter(context)

const root = document.getElementById('app')
if (root === null) throw new TypeError('The page has no #app.')
watchAttendance()
preloadOpened(router, context)
startLanguage().then(() => {
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={queries}>
          <ApiContext value={api}>
            <AuthContext value={auth}>
              <TooltipProvider delayDuration={350} skipDelayDuration={200}>
                <ToastProvider>
                  <SessionGate>
                    <RouterProvider router={router} />
                  </SessionGate>
                </ToastProvider>
              </TooltipProvider>
            </AuthContext>
          </ApiContext>
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  )
  preloadPages(router)
})
