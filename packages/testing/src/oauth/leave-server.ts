/**
 * Follows redirects from `url` like a browser, with cookies, until they leave the server.
 *
 * @param headers Tell the server what the person decides.
 * @returns The next URL, not visited: the callback with its code.
 */
export async function leaveServer(url: string, headers: Readonly<Record<string, string>>): Promise<URL> {
  const jar = new Map<string, string>()
  const home = new URL(url).origin
  let next = new URL(url)
  for (let hops = 0; hops < 20; hops += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(next, { redirect: 'manual', headers: { cookie, ...headers } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      jar.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`${next.pathname} answered ${response.status} and led nowhere.`)
    next = new URL(location, next)
    if (next.origin !== home) return next
  }
  throw new Error('The server never came to an end.')
}
