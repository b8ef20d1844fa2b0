declare module '*.css'

interface ImportMeta {
  /** Build-time environment. */
  readonly env: { readonly DEV: boolean }
  /** Files that a pattern matches, by path; Vite makes it when it builds. */
  glob<T>(pattern: string): Readonly<Record<string, () => Promise<T>>>
  glob<T>(
    pattern: string,
    options: { readonly eager: true; readonly query: '?url'; readonly import: 'default' },
  ): Readonly<Record<string, T>>
}
