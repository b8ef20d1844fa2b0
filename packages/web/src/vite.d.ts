declare module '*.css'

interface ImportMeta {
  /** Build-time environment. */
  readonly env: { readonly DEV: boolean }
  /** Returns loaders of the files that match a pattern, by path. Vite replaces the call at build time. */
  glob<T>(pattern: string): Readonly<Record<string, () => Promise<T>>>
  glob<T>(
    pattern: string,
    options: { readonly eager: true; readonly query: '?url'; readonly import: 'default' },
  ): Readonly<Record<string, T>>
}
