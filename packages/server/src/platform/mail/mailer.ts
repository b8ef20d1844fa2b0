import { connect, type LookupFunction } from 'node:net'
import type { SenderOptions } from '@bulkhead/engine'
import type { Transporter } from 'nodemailer'
import type { Log } from '../log.ts'
import { once } from '../single-flight.ts'
import type { Mail } from './render-mail.ts'

/**
 * Reason why a mail was not sent: no server accepted the connection, the server rejected the mail or the address, or it
 * rejected the login.
 */
export type MailFailure = 'unreachable' | 'refused' | 'not_signed_in'

/** Sender of mails by SMTP. */
export interface Mailer {
  /** Connects to the SMTP server and logs in. @returns Reason why no mail can be sent. Undefined if it can. Never throws. */
  findFailure(): Promise<MailFailure | undefined>
  /** Sends a mail. @returns Undefined once the SMTP server has accepted it. Never throws. */
  send(
    to: string,
    mail: Mail,
  ): Promise<{ readonly failure: MailFailure; readonly isFinal: boolean } | undefined>
}

export interface MailerOptions {
  /** URL of the SMTP server, `smtp://…` or `smtps://…`, with user and password. */
  readonly url: string
  /** Sender: an address, or `Name <address>`. */
  readonly from: string
  readonly log: Log
  /** Resolves the name of the SMTP server. Default: the system's resolver. */
  readonly lookup?: SenderOptions['lookup']
  /** Aborted when the process stops. Mails in progress then have 8 seconds. */
  readonly stopping?: AbortSignal
}

/** Time limit of connecting, of the greeting, and of each response that a person waits for. */
const TIMEOUT_MS = 15_000
/**
 * Time limit of sending a mail. Some servers check a mail for minutes before they accept it. After an earlier end it
 * would arrive, and be sent again.
 */
export const SEND_WITHIN_MS = 300_000
/** Time limit of sending once the process stops. It leaves time to store the outcome. */
const STOP_WITHIN_MS = 8_000

/**
 * Creates a mailer. It loads nodemailer when it sends the first mail. The operator sets the SMTP server, so its address
 * may be private.
 */
export function createMailer({ url, from, log, lookup, stopping }: MailerOptions): Mailer {
  const ending = new AbortController()
  stopping?.addEventListener('abort', () => setTimeout(() => ending.abort(), STOP_WITHIN_MS).unref(), {
    once: true,
  })

  const open = async (socketTimeout: number): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer')
    const { username, hostname } = new URL(url)
    return createTransport(
      {
        url,
        // A password is sent only over TLS, except to this machine.
        requireTLS: username !== '' && !isLoopback(hostname),
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout,
        getSocket: ({ host = 'localhost', port, secure }, callback) => {
          const socket = connect({
            ...{ host, port: Number(port ?? (secure ? 465 : 587)) },
            ...(lookup && { lookup: toLookup(lookup) }),
          })
          const settle = (error: Error | null) => {
            socket.removeAllListeners()
            socket.setTimeout(0)
            if (error === null) return callback(null, { connection: socket })
            socket.destroy()
            callback(error)
          }
          socket.once('connect', () => settle(null))
          socket.once('error', settle)
          socket.setTimeout(TIMEOUT_MS, () => settle(new Error('connect timed out')))
        },
      },
      { from, disableFileAccess: true, disableUrlAccess: true },
    )
  }
  const openForCheck = once(() => open(TIMEOUT_MS))
  const openForMails = once(() => open(SEND_WITHIN_MS))

  return {
    async findFailure() {
      try {
        await (await openForCheck()).verify()
        return undefined
      } catch (error) {
        const { code, responseCode } = error as { code?: string; responseCode?: number }
        log.warn({ code, response_code: responseCode }, 'the SMTP server cannot be reached')
        return getFailure(code, responseCode)
      }
    },
    async send(to, { subject, text, html }) {
      try {
        const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(SEND_WITHIN_MS)])
        // The address comes from another person. As an object it counts as one address and never as a list.
        await (await openForMails()).sendMail({ to: { name: '', address: to }, subject, text, html, signal })
        return undefined
      } catch (error) {
        const { code, responseCode } = error as { code?: string; responseCode?: number }
        const failure = getFailure(code, responseCode)
        // The response of an SMTP server may repeat addresses, so it is not logged.
        log.warn({ code, response_code: responseCode }, 'a mail could not be sent')
        return { failure, isFinal: failure === 'refused' && (responseCode ?? 500) >= 500 }
      }
    },
  }
}

function getFailure(code: string | undefined, responseCode: number | undefined): MailFailure {
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'not_signed_in'
  if (code === 'EENVELOPE' || code === 'EMESSAGE' || responseCode !== undefined) return 'refused'
  return 'unreachable'
}

function toLookup(resolve: NonNullable<SenderOptions['lookup']>): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname, (error, addresses) => {
      const [first] = addresses
      if (error !== null || first === undefined) return callback(error ?? new Error('no address'), '')
      if (all === true) return callback(null, [...addresses])
      return callback(null, first.address, first.family)
    })
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
