const [OPEN, CLOSE, PART] = ['\u0002', '\u0003', '\u0004']

/** How PostgreSQL is to mark what matched: all of a short text, some stretches of a long one. */
export const WHOLE = `HighlightAll=true, StartSel='${OPEN}', StopSel='${CLOSE}'`
export const FRAGMENTS = `MaxFragments=3, MaxWords=30, MinWords=10, FragmentDelimiter='${PART}', StartSel='${OPEN}', StopSel='${CLOSE}'`

export const FIELDS = [
  { name: 'headline', column: 'headline', options: WHOLE },
  { name: 'alternativeHeadline', column: 'alternative_headline', options: WHOLE },
  { name: 'body', column: 'body', options: FRAGMENTS },
]

/** The stretches that have a mark, of the marked texts of all fields. Places are code points of the text without marks. */
export const highlightsOf = (texts) =>
  FIELDS.flatMap(({ name }, at) =>
    (texts[at] ?? '')
      .split(PART)
      .filter((marked) => marked.includes(OPEN))
      .map((marked) => ({ field: name, ...unmark(marked) })),
  )

function unmark(marked) {
  const [before, ...parts] = marked.split(OPEN)
  let fragment = before
  const spans = []
  for (const part of parts) {
    const [word, after] = part.split(CLOSE)
    const start = lengthOf(fragment)
    spans.push({ start, end: start + lengthOf(word) })
    fragment += word + after
  }
  return { fragment, spans }
}

const lengthOf = (text) => [...text].length
