import { Transform } from 'node:stream'

const NEWLINE = 10
/** Bytes at either end of a dropped line that are kept. */
const END_BYTES = 256

/**
 * Creates a stream that passes on each line as one chunk, and drops lines of more than `mostBytes`.
 *
 * @param onDropped Called with the two ends of a dropped line.
 */
export function boundedLines(mostBytes: number, onDropped: (start: string, end: string) => void): Transform {
  let parts: Buffer[] = []
  let bytes = 0
  let end = Buffer.alloc(0)
  return new Transform({
    // Else lines that wait would be joined.
    readableObjectMode: true,
    readableHighWaterMark: 1,
    transform(chunk: Buffer, _encoding, done) {
      for (let from = 0; from < chunk.length; ) {
        const newline = chunk.indexOf(NEWLINE, from)
        const part = chunk.subarray(from, newline === -1 ? chunk.length : newline + 1)
        from += part.length
        if (bytes <= mostBytes) parts.push(part)
        bytes += part.length
        end = Buffer.concat([end, part.subarray(-END_BYTES)]).subarray(-END_BYTES)
        if (newline === -1) continue
        const line = Buffer.concat(parts)
        if (bytes <= mostBytes) this.push(line)
        else onDropped(line.toString('utf8', 0, END_BYTES), end.toString())
        parts = []
        bytes = 0
        end = Buffer.alloc(0)
      }
      done()
    },
  })
}
