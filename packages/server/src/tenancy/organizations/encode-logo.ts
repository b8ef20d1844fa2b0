import { PNG } from 'pngjs'
import { holdThread } from '#platform/thread-hold'
import type { ImageHeader } from './read-image-header.ts'

/** Maximum side of a stored logo, in pixels. */
const MOST_KEPT = 512

/** Image to encode, with the header that was read from it. */
export interface LogoTask extends Pick<ImageHeader, 'type' | 'width' | 'height'> {
  readonly bytes: Uint8Array<ArrayBuffer>
}

interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue and alpha of each pixel. */
  readonly data: Uint8Array
}

/**
 * Decodes a PNG or WebP image and encodes its pixels as a new PNG, 512 pixels at most.
 *
 * @throws Error if the image is damaged.
 */
export async function encodeLogo({ type, width, height, bytes }: LogoTask): Promise<Uint8Array<ArrayBuffer>> {
  const decoded = await decode(type, bytes)
  if (decoded.width !== width || decoded.height !== height)
    throw new Error('its size differs from what it states')
  const { width: w, height: h, data } = scaleDown(decoded, MOST_KEPT)
  const png = new PNG({ width: w, height: h })
  png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return new Uint8Array(holdThread(() => PNG.sync.write(png)))
}

async function decode(type: ImageHeader['type'], bytes: Uint8Array<ArrayBuffer>): Promise<Pixels> {
  try {
    if (type === 'png') return holdThread(() => PNG.sync.read(Buffer.from(bytes)))
    const { default: webp } = await import('@cwasm/webp')
    const { width, height, data } = webp.decode(bytes)
    return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
  } catch {
    throw new Error('it could not be decoded')
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
