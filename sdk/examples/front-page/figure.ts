import type { ClaimSummaryFragment, FigureOfEventFragment } from '../../src/index.ts'
import { makeClaim, type ReadClaim } from './claim.ts'
import { make } from './make.ts'
import { placeOf } from './scale.ts'
import { countedText, rangeText, sourcesText } from './words.ts'

/** A figure on the page. */
export interface FigureRow {
  element: HTMLLIElement
  /** Shows another state of the same figure where it is: what is open stays open. True where its range is another. */
  show(figure: FigureOfEventFragment): boolean
}

/** What tells the figures of an event apart. */
export const keyOf = ({ measure, unit, population }: FigureOfEventFragment): string =>
  JSON.stringify([measure, unit, population])

/** A line of the plot, with the claims behind its ends folded under it. They are made when it is opened. */
export function makeFigureRow(first: FigureOfEventFragment, read: ReadClaim): FigureRow {
  let figure = first
  const range = make('strong', { class: 'range' })
  const sources = make('span', { class: 'sources' })
  const plot = make(
    'span',
    { class: 'plot', attributes: { 'aria-hidden': 'true' } },
    ...['line', 'dot high', 'dot low', 'best'].map((name) => make('span', { class: name })),
  )
  const counted = make('span', { class: 'counted', foreign: true }, countedText(first))
  const words = make(
    'span',
    { class: 'words' },
    make('span', { class: 'what' }, range, ' ', counted),
    ' ',
    sources,
  )
  const claims = make('div', { class: 'ends' })
  const details = make('details', { class: 'figure' }, make('summary', {}, words, plot), claims)
  const fill = () => details.open && claims.replaceChildren(...endsOf(figure, read))
  details.addEventListener('toggle', fill)

  const draw = () => {
    range.textContent = rangeText(figure)
    sources.textContent = sourcesText(figure.independentSources)
    place(plot, figure)
    fill()
  }
  draw()
  return {
    element: make('li', {}, details),
    show: (next) => {
      const isOther = next.low !== figure.low || next.high !== figure.high
      const isSame = JSON.stringify(next) === JSON.stringify(figure)
      figure = next
      if (!isSame) draw()
      return isOther
    },
  }
}

function place(plot: HTMLElement, { low, high, best }: FigureOfEventFragment) {
  plot.dataset.low = low === null ? 'open' : 'known'
  plot.dataset.high = high === null ? 'open' : 'known'
  plot.dataset.best = best === null ? 'none' : 'known'
  const places = { '--low': low ?? 0, '--high': high ?? low ?? 0, '--best': best ?? 0 }
  for (const [name, value] of Object.entries(places)) plot.style.setProperty(name, `${placeOf(value)}`)
}

function endsOf({ low, high, lowClaims, highClaims, bestClaim }: FigureOfEventFragment, read: ReadClaim) {
  const isOne = lowClaims.map(({ id }) => id).join() === highClaims.map(({ id }) => id).join()
  const ends: [string, readonly ClaimSummaryFragment[]][] = isOne
    ? [[`${rangeText({ low, high })}, says`, lowClaims]]
    : [
        [low === null ? 'No lower end' : `${rangeText({ low, high: low })} at the low end`, lowClaims],
        [high === null ? 'No upper end' : `${rangeText({ low: high, high })} at the high end`, highClaims],
      ]
  if (bestClaim) ends.push(['Preferred by the editors', [bestClaim]])
  return ends
    .filter(([, claims]) => claims.length > 0)
    .map(([title, claims]) =>
      make(
        'div',
        { class: 'side' },
        make('h3', {}, title),
        make('ul', {}, ...claims.map((claim) => makeClaim(claim, read))),
      ),
    )
}
