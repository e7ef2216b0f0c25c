const MOST_CHARACTERS = 400

/** A text that may hold what a caller has sent, which nobody needs back: what is too much is left out of its middle. */
export function shorten(text: string, most = MOST_CHARACTERS): string {
  if (text.length <= most) return text
  const half = most / 2
  // No half of a pair is left at either side.
  return `${text.slice(0, half)} … ${text.slice(-half)}`.toWellFormed()
}
