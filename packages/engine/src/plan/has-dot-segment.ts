const DOT_SEGMENT = /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?:$|[/\\;]|%2f|%5c|%3b)/i

/**
 * Returns whether an encoded path has `.` or `..` as a segment, also for servers that decode early, or that remove path
 * parameters (`..;x`) before they resolve dots.
 */
export function hasDotSegment(path: string): boolean {
  return DOT_SEGMENT.test(path)
}
