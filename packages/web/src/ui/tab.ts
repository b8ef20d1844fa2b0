/**
 * Classes of a tab. Its text and its underline begin at the left edge of the content, so its row needs a negative margin
 * of the padding. The padding keeps the focus ring off the text.
 */
export const TAB =
  'relative flex h-10 shrink-0 items-center rounded-sm px-2 text-muted text-sm -outline-offset-2 transition-colors after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 hover:text-ink pointer-coarse:h-11'
