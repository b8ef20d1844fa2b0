/** Returns whether a text is a path of this app: anyone who made a link must not choose where one ends up. */
export function isOwnPath(path: string | undefined): path is string {
  return (
    path !== undefined &&
    new URL(path, location.origin).origin === location.origin &&
    /^\/(?![/\\])/.test(path)
  )
}
