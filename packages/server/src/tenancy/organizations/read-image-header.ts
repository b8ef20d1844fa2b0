const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export interface ImageHeader {
  readonly type: 'png' | 'webp'
  readonly width: number
  readonly height: number
  readonly isInterlaced: boolean
}

/** Reads the type and size of a PNG or WebP image from its first bytes, without decoding it. */
export function readImageHeader(bytes: Buffer): ImageHeader | undefined {
  if (bytes.length < 30) return undefined
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE) && bytes.toString('latin1', 12, 16) === 'IHDR') {
    return {
      type: 'png',
      width: bytes.readUInt32BE(16),
      height: bytes.readUInt32BE(20),
      isInterlaced: bytes[28] !== 0,
    }
  }
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return undefined
  const size = readWebPSize(bytes)
  return size && { type: 'webp', ...size, isInterlaced: false }
}

function readWebPSize(bytes: Buffer): { width: number; height: number } | undefined {
  switch (bytes.toString('latin1', 12, 16)) {
    // Lossy: 14 bits each for width and height, after the start code.
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
    // Lossless: 14 bits each for width and height, minus one.
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    // Extended: 24 bits each for width and height, minus one.
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    default:
      return undefined
  }
}
