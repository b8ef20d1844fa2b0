import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
import type { Finding } from '#platform/finding'
import type { Settings } from '../settings.ts'

const WITHIN_MS = 5_000
const DAY_MS = 86_400_000
const WARN_DAYS = 14

/** Requests the public URL, and that of callbacks, from this process. Callers elsewhere may reach them in another way. */
export async function checkPublicUrl({ publicUrl, callbackUrl }: Settings): Promise<Finding[]> {
  const findings = await checkUrl('public URL', publicUrl)
  return callbackUrl === publicUrl
    ? findings
    : [...findings, ...(await checkUrl('callback URL', callbackUrl))]
}

async function checkUrl(check: string, text: string): Promise<Finding[]> {
  const url = new URL(text)
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  const findings: Finding[] = []
  if (url.protocol === 'https:') findings.push(await checkCertificate(`${check}: TLS`, url))
  else if (!isLocal)
    findings.push({
      check: `${check}: TLS`,
      status: 'warning',
      detail: `${text} is not https: tokens and cookies travel in clear. Put a proxy with TLS in front (docs/nginx.conf).`,
    })
  findings.push(await checkAnswer(check, text))
  return findings
}

async function checkAnswer(check: string, origin: string): Promise<Finding> {
  const asked = `asked from this process, ${origin}/health/ready`
  try {
    const response = await fetch(`${origin}/health/ready`, {
      signal: AbortSignal.timeout(WITHIN_MS),
      redirect: 'manual',
    })
    const body = await response.text()
    if (!body.includes('"status"'))
      return {
        check,
        status: 'failed',
        detail: `${asked} gets the response ${response.status} from something else than Bulkhead.`,
      }
    if (response.ok) return { check, status: 'ok', detail: `${asked} says that it is ready` }
    return { check, status: 'warning', detail: `${asked} says that it is not ready (${response.status}).` }
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } }
    return {
      check,
      status: 'warning',
      detail: `${asked} does not respond: ${cause?.code ?? cause?.message ?? message}. Well if no server runs yet.`,
    }
  }
}

async function checkCertificate(check: string, { hostname, port }: URL): Promise<Finding> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const socket: TLSSocket = connect({
    host,
    port: Number(port || 443),
    servername: /[a-z]/i.test(host) ? host : '',
    // Certificate errors are what this check reports.
    rejectUnauthorized: false,
  })
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(WITHIN_MS) })
    const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / DAY_MS)
    if (!socket.authorized)
      return {
        check,
        status: 'warning',
        detail: `This machine does not trust the certificate: ${socket.authorizationError}.`,
      }
    if (days < WARN_DAYS) return { check, status: 'warning', detail: `The certificate ends in ${days} days.` }
    return { check, status: 'ok', detail: `the certificate is good for ${days} days` }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { check, status: 'warning', detail: `There is no TLS to be had at ${host}: ${code ?? message}.` }
  } finally {
    socket.destroy()
  }
}
