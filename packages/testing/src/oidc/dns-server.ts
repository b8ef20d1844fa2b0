import { createSocket } from 'node:dgram'

/** DNS server on 127.0.0.1 that knows only TXT records. The process shares one. */
export interface DnsServer {
  readonly address: string
  /** Values of TXT records by name. */
  readonly records: Map<string, string>
}

let started: Promise<DnsServer> | undefined

export function getDnsServer(): Promise<DnsServer> {
  started ??= new Promise((resolve) => {
    const records = new Map<string, string>()
    const socket = createSocket('udp4', (query, { port, address }) => {
      socket.send(respond(query, records), port, address)
    })
    socket.bind(0, '127.0.0.1', () => {
      socket.unref()
      resolve({ address: `127.0.0.1:${socket.address().port}`, records })
    })
  })
  return started
}

const TXT = 16
const NO_SUCH_NAME = 3

/** Returns the question with its TXT record, if there is one. RFC 1035 §4. */
function respond(query: Buffer, records: ReadonlyMap<string, string>): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString('latin1'))
    at += length + 1
  }
  const question = query.subarray(12, at + 5)
  const asksTxt = query.readUInt16BE(at + 1) === TXT
  const text = asksTxt ? records.get(labels.join('.').toLowerCase()) : undefined
  const header = Buffer.alloc(12)
  query.copy(header, 0, 0, 2)
  header.writeUInt16BE(0x8180 | (text === undefined ? NO_SUCH_NAME : 0), 2)
  header.writeUInt16BE(1, 4)
  if (text === undefined) return Buffer.concat([header, question])
  header.writeUInt16BE(1, 6)
  const data = Buffer.from(text)
  const record = Buffer.alloc(13)
  // Pointer to the name in the question.
  record.writeUInt16BE(0xc00c, 0)
  record.writeUInt16BE(TXT, 2)
  record.writeUInt16BE(1, 4)
  record.writeUInt32BE(1, 6)
  record.writeUInt16BE(data.length + 1, 10)
  record.writeUInt8(data.length, 12)
  return Buffer.concat([header, question, record, data])
}
