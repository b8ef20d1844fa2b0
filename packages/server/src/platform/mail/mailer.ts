import { connect, type LookupFunction } from 'node:net'
import type { SenderOptions } from '@bulkhead/engine'
import type { Transporter } from 'nodemailer'
import type { Log } from '#platform/log'
import { once } from '#platform/single-flight'
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
}

const TIMEOUT_MS = 15_000

/**
 * Creates a mailer. It loads nodemailer when it sends the first mail. The operator sets the SMTP server, so its address
 * may be private.
 */
export function createMailer({ url, from, log, lookup }: MailerOptions): Mailer {
  const transport = once(async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer')
    const { username, hostname } = new URL(url)
    return createTransport(
      {
        url,
        // A password is sent only over TLS, except to this machine.
        requireTLS: username !== '' && !isLoopback(hostname),
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
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
  })

  return {
    async findFailure() {
      try {
        await (await transport()).verify()
        return undefined
      } catch (error) {
        const { code, responseCode } = error as { code?: string; responseCode?: number }
        log.warn({ code, response_code: responseCode }, 'the SMTP server cannot be reached')
        return getFailure(code, responseCode)
      }
    },
    async send(to, { subject, text, html }) {
      try {
        // The address comes from another person. As an object it counts as one address and never as a list.
        await (await transport()).sendMail({ to: { name: '', address: to }, subject, text, html })
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
