import { createHash, timingSafeEqual } from 'node:crypto'

/** Stored form of a random text. A plain hash is enough for 256 random bits. */
export function hashText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url')
}

/** Compares texts, such as two of {@link hashText}, in a time that says nothing of where they differ. */
export function isSameText(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}
