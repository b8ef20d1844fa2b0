/** Font of almost all texts. */
const FONT = /\/geist-latin-.*\.woff2$/

/**
 * Adds a preload of the font to the page. Otherwise the browser asks for it when it draws the first text, and draws that
 * text again.
 *
 * @returns {import('vite').Plugin}
 */
export function fontPreload() {
  return {
    name: 'font-preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => FONT.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${file}` },
            injectTo: 'head-prepend',
          })),
    },
  }
}
