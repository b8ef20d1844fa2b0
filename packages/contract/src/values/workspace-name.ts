/**
 * Characters forbidden in a name: controls, format characters (zero-width, bidi), lone surrogates, line separators.
 */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/** Name of the workspace that every organization has from the start. It cannot be renamed or deleted. */
export const DEFAULT_WORKSPACE = 'default'

/**
 * Returns what is wrong with a workspace name, or undefined if it is valid: 1–255 characters, NFC, no control, format or
 * line separator characters, no leading or trailing white space. An invalid name is rejected, never normalized: two names that look
 * the same must not become one workspace.
 */
export function faultOfWorkspaceName(name: string): string | undefined {
  const length = [...name].length
  if (length < 1 || length > 255) return `must have 1 to 255 characters, not ${length}`
  if (name.trim() !== name) return 'must not begin or end with white space'
  if (FORBIDDEN.test(name)) return 'must not contain control, format or line separator characters'
  if (name.normalize('NFC') !== name) return 'must be in Unicode normalization form C (NFC)'
  return undefined
}
