import type { EventsFeedQuery } from '../generated/types.ts'
import { createNoun } from '../noun.ts'
import { joined, labelled, paragraphs, prose, rangeOf, sentence } from '../words.ts'

export const events = createNoun<EventsFeedQuery>('events', (event) => ({
  title: event.title,
  paragraphs: paragraphs(
    event.summary,
    labelled('When', event.when.edtf),
    labelled('Where', joined(event.places.map(({ name }) => name))),
    ...event.figures.map(figure),
    labelled('Status', prose(event.status)),
  ),
  categories: [{ scheme: event.type.scheme, term: event.type.code, label: null }],
}))

type EventFigure = EventsFeedQuery['list']['nodes'][number]['figures'][number]

function figure({ measure, unit, population, low, high, independentSources }: EventFigure): string {
  const what = sentence(prose(measure))
  const sources =
    independentSources === 1 ? '1 independent source' : `${independentSources} independent sources`
  const count = joined([rangeOf(low, high), unit], ' ')
  return `${population === null ? what : `${what} (${population})`}: ${count}, by ${sources}`
}
