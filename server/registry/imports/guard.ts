/** What a table program may take for a formula, also behind blanks or quotes (OWASP ASVS 5.0 §1.2.10). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const RISKY = /^'*([\s\u0000\ufeff\u200b-\u200f]*[=+\-@＝＋－＠]|[\t\r\n\u0000])/

/** Text that opens as text in every table program: what could be a formula gets a quote before it. */
export function guarded(text: string): string {
  return RISKY.test(text) ? `'${text}` : text
}

/** The text without the quote that `guarded` put before it. */
export function unguarded(text: string): string {
  return text.startsWith("'") && RISKY.test(text) ? text.slice(1) : text
}
