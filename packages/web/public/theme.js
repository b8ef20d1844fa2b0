// Applies the stored theme before the first paint. Without one, the app follows the system's theme.
try {
  const theme = localStorage.getItem('bulkhead.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // The browser denies storage, so the app follows the system's theme.
}
