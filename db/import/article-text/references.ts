import type { Line } from './lines.ts'
import { normalLabel, readAddress } from './link-target.ts'

export interface Definition {
  readonly label: string
  readonly url: string
  readonly line: Line
}

export interface Footnote {
  /** The note as a paragraph, its mark as the body prints it: "[1] Text". */
  readonly source: string
  readonly lines: readonly Line[]
}

export interface References {
  readonly definitions: readonly Definition[]
  readonly footnotes: readonly Footnote[]
  /** The lines that are neither, in order. */
  readonly rest: readonly Line[]
}

const DEFINITION = /^\[([^[\]^][^[\]]{0,998})\]: ?(?:<([^<>]*)>|(\S+))(?: (?:"[^"]*"|'[^']*'|\([^()]*\)))?$/
const FOOTNOTE = /^\[\^([^[\]\s^]{1,40})\]: ?(.+)$/

/** Takes Markdown's reference definitions `[label]: url` and footnotes `[^1]: text` out of the lines. */
export function readReferences(lines: readonly Line[]): References {
  const definitions: Definition[] = []
  const footnotes: { source: string; lines: Line[] }[] = []
  const rest: Line[] = []
  let open: { source: string; lines: Line[] } | null = null
  for (const line of lines) {
    const [, label, angled, plain] = DEFINITION.exec(line.text) ?? []
    const [, mark, note] = FOOTNOTE.exec(line.text) ?? []
    if (mark && note) {
      open = { source: `[^${mark}] ${note}`, lines: [line] }
      footnotes.push(open)
    } else if (label) {
      open = null
      definitions.push({ label: normalLabel(label), url: readAddress(angled ?? plain ?? ''), line })
    } else if (open && line.text !== '') {
      open.source += ` ${line.text}`
      open.lines.push(line)
    } else {
      open = null
      rest.push(line)
    }
  }
  return { definitions, footnotes, rest }
}
