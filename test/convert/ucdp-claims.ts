import type { ClaimRecord, FigureRecord, Slug } from '../../db/records.ts'
import type { Row } from './csv.ts'

/**
 * UCDP's deaths of one event: the best estimate, which the event prefers; low to high unless both are the best;
 * and how many of the best estimate fell on each side, of civilians and unknown, where any did. In some rows the
 * three are out of order (low 3, best 2): the figures stay, low and high change places where low is higher.
 */
export function* claimsOf(row: Row, event: Slug, article: Slug, outlet: Slug): Generator<ClaimRecord> {
  const deaths = (column: string) => numberIn(row, column)
  const claim = (part: string, text: string, figure: FigureRecord): ClaimRecord => ({
    record: 'Claim',
    slug: `${event}/${part}`,
    article,
    text,
    kind: 'NUMERICAL',
    status: 'ACCEPTED',
    events: [event],
    attributions: [{ role: 'SAID_BY', outlet }],
    figures: [figure],
  })

  const best = deaths('best')
  yield {
    ...claim('best', `The best estimate of the deaths is ${best}.`, exactly(best, null)),
    preferredFor: [event],
  }
  const [low = best, high = best] = [deaths('low'), deaths('high')].sort((a, b) => a - b)
  if (low !== best || high !== best) {
    const range = low === high ? exactly(low, null) : between(low, high)
    yield claim('range', `The deaths are estimated at ${low} to ${high}.`, range)
  }
  for (const [part, population] of [
    ['deaths_a', row('side_a')],
    ['deaths_b', row('side_b')],
    ['deaths_civilians', 'civilians'],
    ['deaths_unknown', 'unknown'],
  ] as const) {
    const killed = deaths(part)
    const text = `Of the deaths in the best estimate, ${killed} are counted as: ${population}.`
    if (killed > 0) yield claim(part.replace('_', '-'), text, exactly(killed, population))
  }
}

const exactly = (killed: number, population: string | null): FigureRecord => ({
  verbatim: String(killed),
  measure: 'KILLED',
  comparator: 'EXACTLY',
  low: killed,
  high: killed,
  unit: null,
  population,
})

const between = (low: number, high: number): FigureRecord => ({
  verbatim: `${low}–${high}`,
  measure: 'KILLED',
  comparator: 'BETWEEN',
  low,
  high,
  unit: null,
  population: null,
})

function numberIn(row: Row, column: string): number {
  const text = row(column)
  if (!/^\d+$/.test(text)) throw new RangeError(`${column} ${text} of event ${row('id')}`)
  return Number(text)
}
