// Runs while the code of the app loads.

// Applies the stored theme before the first paint. Without one, the app follows the system's theme.
try {
  const theme = localStorage.getItem('bulkhead.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // The browser denies storage, so the app follows the system's theme.
}

// Begins to read the session, for pages that require one. `ui` shows all parts, in development.
if (!/^\/(sign-in|sign-up|forgot-password|reset-password|confirm-email|ui)(\/|$)/.test(location.pathname)) {
  globalThis.begunSession = fetch('/auth/session', {
    headers: { accept: 'application/json' },
    redirect: 'manual',
    // As all requests of `Auth`.
    signal: AbortSignal.timeout(20_000),
  })
  // Whoever takes it gets the error.
  globalThis.begunSession.catch(() => {})
}
