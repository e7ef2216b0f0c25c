/** Where a command writes: standard output or error, or a test. */
export interface Output {
  write(text: string): unknown
}

const MAX_SHOWN_CHARACTERS = 120

/** Text of a file as a terminal may show it: in one line, of sensible length, without its control characters. */
export const printable = (text: string): string => {
  const shown = text.slice(0, MAX_SHOWN_CHARACTERS).replace(/\p{C}/gu, '\uFFFD')
  return text.length > MAX_SHOWN_CHARACTERS ? `${shown}…` : shown
}
