/** Colours with the contrast that WCAG 2.2 AA asks for, where those of Swagger UI have less. */
export const REFERENCE_STYLE = `
.swagger-ui, .swagger-ui .opblock .opblock-summary-path, .swagger-ui .opblock .opblock-summary-description,
.swagger-ui .info .title, .swagger-ui .info li, .swagger-ui .info p, .swagger-ui .info table,
.swagger-ui .opblock-tag small, .swagger-ui .info .base-url, .swagger-ui a.nostyle { color: #1f2328; }
.swagger-ui .info a, .swagger-ui .info .link .url { color: #0a4c87; }
.swagger-ui .info .title small, .swagger-ui .info .title small.version-stamp { background: #4d5560; }
.swagger-ui .info .title small pre { color: #fff; }
.swagger-ui .btn.authorize { border-color: #1a6b45; color: #1a6b45; }
.swagger-ui .btn.authorize svg { fill: #1a6b45; }
.swagger-ui .opblock .opblock-summary-method { color: #fff; text-shadow: none; }
.swagger-ui .opblock.opblock-get .opblock-summary-method { background: #0a4c87; }
.swagger-ui .opblock.opblock-post .opblock-summary-method { background: #1a6b45; }
.swagger-ui .opblock.opblock-put .opblock-summary-method { background: #8a4b00; }
.swagger-ui .opblock.opblock-patch .opblock-summary-method { background: #0b6b63; }
.swagger-ui .opblock.opblock-delete .opblock-summary-method { background: #b02a2a; }
`

/**
 * Gives the page of Swagger UI the landmarks and the levels of headings that it lacks. Runs in the browser, from a file
 * of its own, as the policy of the page asks.
 */
export const REFERENCE_SCRIPT = `
const root = document.getElementById('swagger-ui')
function mend() {
  for (const heading of root.querySelectorAll(':is(h3, h4, h5):not([aria-level])'))
    heading.setAttribute('aria-level', String(Number(heading.tagName[1]) - 1))
  for (const [selector, label] of [['.information-container', 'About the API'], ['.scheme-container', 'Tokens']]) {
    const part = root.querySelector(selector + ':not([role])')
    part?.setAttribute('role', 'region')
    part?.setAttribute('aria-label', label)
  }
}
new MutationObserver(mend).observe(root, { childList: true, subtree: true })
mend()
`
