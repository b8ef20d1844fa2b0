import type { Answer } from '@bulkhead/testing/test-server'

/** Cookies of one browser, by the path they are for. */
export class CookieJar {
  readonly #kept = new Map<string, { value: string; path: string }>()

  keep(response: Pick<Answer, 'headers'>): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      const path = attributes.find((one) => one.startsWith('Path='))?.slice(5) ?? '/'
      if (attributes.includes('Max-Age=0')) this.#kept.delete(name)
      else this.#kept.set(name, { value, path })
    }
  }

  /** The `Cookie` header of a request to a path (RFC 6265 §5.4). */
  sentTo(path: string): string {
    return [...this.#kept]
      .filter(([, cookie]) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/')))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
  }

  get size(): number {
    return this.#kept.size
  }
}
