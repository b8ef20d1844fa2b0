/** Logo: a hull with its compartments. */
export function Logo({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" fill="#0d5fa8" />
      <path d="M12.7 10h6.6v13.5h-6.6z" fill="#7cc8ff" />
      <path
        d="M6 9h20v7.5c0 4-3.6 7.5-8 7.5h-4c-4.4 0-8-3.5-8-7.5zM12.7 9v14.6M19.3 9v14.6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.2"
        strokeLinejoin="round"
      />
    </svg>
  )
}
