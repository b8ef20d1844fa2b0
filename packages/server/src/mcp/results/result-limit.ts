/** Maximum number of JSON characters in one response: some 6,000 tokens, which every client accepts without cutting. */
export const MOST_CHARACTERS = 24_000
