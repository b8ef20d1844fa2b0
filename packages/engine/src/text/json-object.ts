import type { JsonValue } from '#model/json'

declare global {
  // Node has these functions, but TypeScript's library does not declare them yet.
  interface JSON {
    rawJSON(text: string): object
    isRawJSON(value: unknown): value is { readonly rawJSON: string }
  }
}

/**
 * Returns whether a value is a JSON object. An array is not. An integer kept by `JSON.rawJSON` is not either, though
 * JavaScript calls both objects.
 */
export function isJsonObject(value: unknown): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value)
}

/**
 * Returns whether an object is a number kept by `JSON.rawJSON`. Such an object has no prototype; checking that first
 * avoids a slow call.
 */
export function isRawNumber(value: object): value is { readonly rawJSON: string } {
  return Object.getPrototypeOf(value) === null && JSON.isRawJSON(value)
}

/** Returns an own member of an object. Undefined if it is absent or inherited, or if the value is not an object. */
export function ownMember(value: unknown, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
