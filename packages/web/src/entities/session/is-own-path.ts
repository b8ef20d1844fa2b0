/**
 * Returns whether a string is a path of this app. Anyone can make a link, so a link must not lead to another site after
 * sign-in.
 */
export function isOwnPath(path: string | undefined): path is string {
  return (
    path !== undefined &&
    new URL(path, location.origin).origin === location.origin &&
    /^\/(?![/\\])/.test(path)
  )
}
