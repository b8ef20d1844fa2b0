import http from 'node:http'

/** Addresses of the machine itself, to which no proxy leads. */
const OWN_MACHINE = ['localhost', '127.0.0.1', '[::1]', '::1']

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Sends what a command asks over HTTP through the proxy of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`). Without this
 * Node takes no notice of it.
 */
export function useProxy(environment: Environment): void {
  const settings = getProxySettings(environment)
  if (settings === undefined) return
  // Older releases of Node 24 lack it; there NODE_USE_ENV_PROXY=1 does the same.
  http.setGlobalProxyFromEnv?.(settings)
}

/** Returns the settings of the proxy, or undefined where the environment has none. */
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
