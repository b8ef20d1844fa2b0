// The chosen theme, before the first paint. Without a choice the system's is followed.
try {
  const theme = localStorage.getItem('bulkhead.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage may be refused; then the system's theme it is.
}
