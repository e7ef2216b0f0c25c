/** Paragraphs of plain text as HTML, for formats that know nothing else. Each finds its own direction of writing. */
export const htmlOf = (paragraphs: readonly string[]): string =>
  paragraphs.map((text) => `<p dir="auto">${escaped(text)}</p>`).join('')

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>')
