/** Formats seconds as `1 second` or `2 seconds`. */
export function secondsText(seconds: number): string {
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}
