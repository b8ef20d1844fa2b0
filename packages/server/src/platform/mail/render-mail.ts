/** Mail as plain text and as HTML. */
export interface Mail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Content of a mail. */
export interface MailContent {
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly button?: { readonly label: string; readonly url: string }
  /** Paragraphs below the line. */
  readonly notes: readonly string[]
  readonly brand: MailBrand
}

/** Branding of an organization's mails. */
export interface MailBrand {
  readonly name: string
  /** `#rrggbb` */
  readonly color: string | null
  readonly logo_url: string | null
}

const DEFAULT_COLOR = '#1f2937'
const FONT = 'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'

/** Renders a mail as plain text and as HTML with the same content. */
export function renderMail({ subject, paragraphs, button, notes, brand }: MailContent): Mail {
  const text = [...paragraphs, ...(button ? [`${button.label}:\n${button.url}`] : []), '-- ', ...notes]
  const logo = brand.logo_url
    ? `<img src="${escapeHtml(brand.logo_url)}" alt="${escapeHtml(brand.name)}" height="40" style="height:40px">`
    : `<strong style="font-size:18px">${escapeHtml(brand.name)}</strong>`
  const color = /^#[0-9a-f]{6}$/i.test(brand.color ?? '') ? brand.color : DEFAULT_COLOR
  const body = [
    ...paragraphs.map((line) => `<p style="margin:0 0 16px">${escapeHtml(line)}</p>`),
    ...(button === undefined ? [] : [getButton(button, `${color}`)]),
  ]
  const small = notes.map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`)
  return {
    // A line break in a name must not start a new header.
    subject: subject.replaceAll(/\s+/g, ' '),
    text: `${text.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f3f4f6;${FONT};color:#111827;font-size:16px;line-height:1.5">
<div style="max-width:560px;margin:0 auto;padding:32px 24px">
<div style="padding:0 0 24px">${logo}</div>
<div style="background:#ffffff;border-radius:8px;padding:32px 24px">${body.join('\n')}</div>
<div style="padding:24px 0;font-size:13px;color:#4b5563">${small.join('\n')}</div>
</div></body></html>
`,
  }
}

function getButton({ label, url }: { readonly label: string; readonly url: string }, color: string): string {
  const style = `display:inline-block;background:${color};color:${getInk(color)};padding:12px 20px;border-radius:6px;text-decoration:none;font-weight:600`
  return `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="${style}">${escapeHtml(label)}</a></p>
<p style="margin:0;font-size:13px;color:#4b5563;word-break:break-all">${escapeHtml(url)}</p>`
}

/** Returns black or white, whichever is readable on the color (WCAG 2.2, relative luminance). */
function getInk(color: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff'
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
