import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { LOGO_BYTES } from '@bulkhead/contract/organizations'
import type { PNG } from 'pngjs'
import { readImageHeader } from './read-image-header.ts'

/** Maximum side of an image to decode, in pixels. Its pixels take 4 MB. */
const MOST_DECODED = 1024
/** Maximum side of a stored logo, in pixels. */
const MOST_KEPT = 512
const FIELD = 'body.data'

interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue and alpha of each pixel. */
  readonly data: Uint8Array
}

/**
 * Decodes a PNG or WebP image and encodes its pixels as a new PNG. Nothing else of the upload is served. The size is
 * read from the header before anything is decoded.
 *
 * @throws BulkheadError `invalid_request`
 */
export async function encodeLogo(base64: string): Promise<Buffer> {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > LOGO_BYTES) throw invalid(FIELD, `${FIELD} must have ${LOGO_BYTES} bytes at most.`)
  const header = readImageHeader(bytes)
  if (header === undefined) throw invalid(FIELD, `${FIELD} must be a PNG or WebP image in base64.`)
  const { type, width, height, isInterlaced } = header
  if (width < 1 || height < 1 || width > MOST_DECODED || height > MOST_DECODED) {
    throw invalid(FIELD, `${FIELD} must have ${MOST_DECODED} × ${MOST_DECODED} pixels at most.`)
  }
  // The decoder enforces no limits on an interlaced image.
  if (isInterlaced) throw invalid(FIELD, `${FIELD} must not be interlaced. Save it without.`)
  const { default: pngjs } = await import('pngjs')
  const { PNG } = pngjs
  const decoded = await decode(PNG, type, bytes)
  if (decoded.width !== width || decoded.height !== height) {
    throw invalid(FIELD, `${FIELD} is damaged: it has another size than it says.`)
  }
  const { width: w, height: h, data } = scaleDown(decoded, MOST_KEPT)
  const png = new PNG({ width: w, height: h })
  png.data = Buffer.from(data)
  return PNG.sync.write(png)
}

async function decode(Png: typeof PNG, type: 'png' | 'webp', bytes: Buffer): Promise<Pixels> {
  try {
    if (type === 'png') return Png.sync.read(bytes)
    const { default: webp } = await import('@cwasm/webp')
    const { width, height, data } = webp.decode(bytes)
    return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
  } catch (error) {
    if (error instanceof BulkheadError) throw error
    throw invalid(FIELD, `${FIELD} is damaged: it could not be decoded.`)
  }
}

/** Scales an image down. Each new pixel is the mean of the pixels that it replaces, without the transparent ones. */
function scaleDown({ width, height, data }: Pixels, most: number): Pixels {
  const factor = Math.max(width, height) / most
  if (factor <= 1) return { width, height, data }
  const [toWidth, toHeight] = [width, height].map((side) => Math.max(1, Math.round(side / factor))) as [
    number,
    number,
  ]
  const scaled = new Uint8Array(toWidth * toHeight * 4)
  for (let y = 0; y < toHeight; y += 1) {
    const [top, bottom] = getSpan(y, toHeight, height)
    for (let x = 0; x < toWidth; x += 1) {
      const [left, right] = getSpan(x, toWidth, width)
      let [red, green, blue, alpha] = [0, 0, 0, 0]
      for (let row = top; row < bottom; row += 1) {
        for (let column = left; column < right; column += 1) {
          const at = (row * width + column) * 4
          const weight = data[at + 3] ?? 0
          red += (data[at] ?? 0) * weight
          green += (data[at + 1] ?? 0) * weight
          blue += (data[at + 2] ?? 0) * weight
          alpha += weight
        }
      }
      const share = alpha || 1
      scaled.set(
        [red / share, green / share, blue / share, alpha / ((bottom - top) * (right - left))],
        (y * toWidth + x) * 4,
      )
    }
  }
  return { width: toWidth, height: toHeight, data: scaled }
}

function getSpan(at: number, count: number, length: number): [from: number, to: number] {
  const from = Math.floor((at * length) / count)
  return [from, Math.max(from + 1, Math.floor(((at + 1) * length) / count))]
}
