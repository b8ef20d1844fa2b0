import http from 'node:http'

/** Addresses of the machine itself, which bypass the proxy. */
const OWN_MACHINE = ['localhost', '127.0.0.1', '[::1]', '::1']

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Sends the HTTP requests of a command through the proxy of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`).
 * Node ignores these variables otherwise.
 *
 * @returns Whether the variables can be used.
 */
export function useProxy(environment: Environment): boolean {
  const settings = getProxySettings(environment)
  if (settings === undefined) return true
  try {
    // Older releases of Node 24 lack this function. There NODE_USE_ENV_PROXY=1 has the same effect.
    http.setGlobalProxyFromEnv?.(settings)
    return true
  } catch {
    return false
  }
}

/** Returns the proxy settings of the environment. Undefined if it has none. */
function getProxySettings(environment: Environment): Record<string, string> | undefined {
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined
  const [https_proxy, http_proxy] = [read('HTTPS_PROXY'), read('HTTP_PROXY')]
  if (https_proxy === undefined && http_proxy === undefined) return undefined
  const no_proxy = [read('NO_PROXY'), ...OWN_MACHINE].filter((one) => one !== undefined).join(',')
  return {
    no_proxy,
    ...(https_proxy !== undefined && { https_proxy }),
    ...(http_proxy !== undefined && { http_proxy }),
  }
}
