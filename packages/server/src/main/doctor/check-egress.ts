import { createEgressPolicy } from '@bulkhead/engine'
import type { Finding } from '#platform/finding'
import type { Settings } from '../settings.ts'

const OF_PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']

/** Reports where connectors may send requests. Nothing is dialled. */
export function checkEgress(
  { egressAllow, proxy }: Settings,
  environment: Readonly<Record<string, string | undefined>>,
): Finding[] {
  const check = 'egress'
  const findings: Finding[] = []
  try {
    createEgressPolicy({ allow: egressAllow })
    const isWide = egressAllow.some((entry) => /\/[0-7]$/.test(entry))
    findings.push({
      check,
      status: isWide ? 'warning' : 'ok',
      detail:
        egressAllow.length === 0
          ? 'public addresses by https, and no private one'
          : `public addresses by https, and private: ${egressAllow.join(', ')}${isWide ? '. That is most of all addresses: anyone who makes a connector reaches what this machine reaches.' : ''}`,
    })
  } catch (error) {
    findings.push({ check, status: 'failed', detail: `BULKHEAD_EGRESS_ALLOW: ${(error as Error).message}` })
  }
  const unused = OF_PROXIES.find((name) => environment[name])
  if (proxy !== undefined)
    findings.push({
      check: 'egress: proxy',
      status: proxy.resolves ? 'warning' : 'ok',
      detail: proxy.resolves
        ? `${new URL(proxy.url).host} resolves names: their addresses are not checked here, so it must refuse private ones.`
        : `public addresses, resolved and checked here, through ${new URL(proxy.url).host}`,
    })
  else if (unused !== undefined)
    findings.push({
      check: 'egress: proxy',
      status: 'warning',
      detail: `${unused} is set and not used: this server connects to services itself. Set BULKHEAD_PROXY_URL to have it use a proxy.`,
    })
  return findings
}
