import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly html: string
  readonly raw: string
}

/** Real SMTP server on this machine. */
export interface TestSmtp {
  /** Value for `BULKHEAD_SMTP_URL`. */
  readonly url: string
  readonly port: number
  readonly received: readonly ReceivedMail[]
  /** Sets the reply to every later recipient. Undefined accepts all. */
  refuse(reply: { readonly code: number; readonly text: string } | undefined): void
  /** Receives every later mail, and accepts none until the returned function is called. */
  hold(): () => void
  close(): Promise<void>
}

export const SMTP_LOGIN = { user: 'mailer', password: 'smtp-password-0123456789' } as const

/** Starts an SMTP server that accepts every mail of an authenticated client. @param port Default: a free port. */
export async function startSmtp(port = 0): Promise<TestSmtp> {
  const received: ReceivedMail[] = []
  let refusal: { readonly code: number; readonly text: string } | undefined
  let accepting = Promise.resolve()
  const server = new SMTPServer({
    // Passwords are sent without TLS, but only within this machine.
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onAuth({ username, password }, _session, callback) {
      if (username === SMTP_LOGIN.user && password === SMTP_LOGIN.password)
        return callback(null, { user: username })
      callback(new Error('wrong login'))
    },
    onRcptTo({ address }, _session, callback) {
      if (refusal === undefined) return callback()
      callback(Object.assign(new Error(`${refusal.text} <${address}>`), { responseCode: refusal.code }))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        received.push(
          readMail(
            Buffer.concat(chunks).toString(),
            from,
            rcptTo.map(({ address }) => address),
          ),
        )
        accepting.then(() => callback())
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  const { port: bound } = server.server.address() as AddressInfo
  return {
    url: `smtp://${SMTP_LOGIN.user}:${SMTP_LOGIN.password}@127.0.0.1:${bound}`,
    port: bound,
    received,
    refuse(reply) {
      refusal = reply
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      accepting = promise
      return resolve
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Parses a mail with two alternatives. */
function readMail(raw: string, from: string, to: readonly string[]): ReceivedMail {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = readHeaders(head)
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '') ?? []
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`)
  const part = (type: string) => {
    const found = parts.find((one) => new RegExp(`content-type: ${type}`, 'i').test(one)) ?? ''
    const [partHead = '', ...body] = found.trimStart().split('\r\n\r\n')
    return decode(body.join('\r\n\r\n'), readHeaders(partHead)['content-transfer-encoding'])
  }
  return { from, to, headers, text: part('text/plain'), html: part('text/html'), raw }
}

function readHeaders(text: string): Record<string, string> {
  const lines = text.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    }),
  )
}

function decode(text: string, encoding = '7bit'): string {
  if (encoding.toLowerCase() === 'base64') return Buffer.from(text, 'base64').toString()
  if (encoding.toLowerCase() !== 'quoted-printable') return text
  const bytes = text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
