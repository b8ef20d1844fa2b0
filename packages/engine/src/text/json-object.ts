import type { JsonValue } from '#model/json'

declare global {
  // Node has these; the compiler's library does not know them yet.
  interface JSON {
    rawJSON(text: string): object
    isRawJSON(value: unknown): value is { readonly rawJSON: string }
  }
}

/**
 * Whether a value is a JSON object. An array is not, and neither is an integer that was kept by
 * `JSON.rawJSON`, though JavaScript calls both objects.
 */
export function isJsonObject(value: unknown): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRaw(value)
}

/** A number that was kept as it is written has no prototype; to ask that first saves a call out of compiled code. */
function isRaw(value: object): boolean {
  return Object.getPrototypeOf(value) === null && JSON.isRawJSON(value)
}

/** An own member of an object; undefined for an absent one, an inherited one and anything but an object. */
export function ownMember(value: unknown, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
