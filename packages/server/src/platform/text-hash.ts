import { createHash, timingSafeEqual } from 'node:crypto'

/** Returns the stored form of a random string. A plain hash is enough for 256 random bits. */
export function hashText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url')
}

/**
 * Compares two strings, such as two results of {@link hashText}. The time it takes does not reveal where they differ.
 */
export function isSameText(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}
