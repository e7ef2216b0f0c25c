import type { EventDetailFragment, FigureOfEventFragment, Measure } from '../../src/index.ts'
import type { ReadClaim } from './claim.ts'
import { dateText } from './dates.ts'
import { type FigureRow, keyOf, makeFigureRow } from './figure.ts'
import { make } from './make.ts'
import { countedText, plain, rangeText } from './words.ts'

/** An event on the page. */
export interface EventRow {
  readonly element: HTMLLIElement
  /** As it was shown last. */
  readonly event: EventDetailFragment
  /** Its figures that are shown. */
  readonly figures: readonly FigureOfEventFragment[]
  /** Shows another state of it; answers with what changed, in words. */
  show(event: EventDetailFragment): string[]
}

/** The figures of an event that a choice of measures leaves, in the order of the choice. */
export const chosen = ({ figures }: EventDetailFragment, measures: readonly Measure[]) =>
  measures.flatMap((measure) => figures.filter((figure) => figure.measure === measure))

export function makeEventRow(
  first: EventDetailFragment,
  measures: readonly Measure[],
  read: ReadClaim,
): EventRow {
  let event = first
  let figures: readonly FigureOfEventFragment[] = []
  let rows = new Map<string, FigureRow>()
  const date = make('p', { class: 'date' })
  const title = make('h2', { foreign: true })
  const where = make('p', { class: 'where' })
  const list = make('ul', { class: 'figures' })
  const element = make(
    'li',
    { class: 'event' },
    make('div', { class: 'when' }, date),
    make('article', {}, title, where, list),
  )

  const show = (next: EventDetailFragment): string[] => {
    event = next
    figures = chosen(next, measures)
    date.replaceChildren(
      make('time', { attributes: { title: `EDTF: ${next.when.edtf}` } }, dateText(next.when.edtf)),
    )
    title.textContent = next.title
    where.replaceChildren(...whereOf(next))
    const before = rows
    const changes: string[] = []
    rows = new Map()
    for (const figure of figures) {
      const key = keyOf(figure)
      const row = before.get(key) ?? makeFigureRow(figure, read)
      const isNews = row.show(figure) || (before.size > 0 && !before.has(key))
      if (isNews) changes.push(`${next.title}: ${rangeText(figure)} ${countedText(figure)}`)
      mark(row.element, isNews)
      rows.set(key, row)
    }
    settle(
      list,
      [...rows.values()].map((row) => row.element),
    )
    return changes
  }
  show(first)
  return {
    element,
    show,
    get event() {
      return event
    },
    get figures() {
      return figures
    },
  }
}

function whereOf({ places, status }: EventDetailFragment): Node[] {
  const names = places.flatMap(({ name }, at) => [...(at ? [', '] : []), make('bdi', {}, name)])
  return [make('span', {}, ...names, ...(names.length ? [' · '] : []), plain(status))]
}

/** For as long as it takes to notice. The animation's end takes it off; where none runs it stays as a mark. */
function mark(element: HTMLElement, isNews: boolean) {
  if (!isNews) return
  element.classList.remove('news')
  element.classList.add('news')
  element.addEventListener('animationend', () => element.classList.remove('news'), { once: true })
}

/** The children in this order. One that is where it belongs is not touched: moved, it would lose the focus. */
export function settle(list: HTMLElement, elements: readonly HTMLElement[]): void {
  for (const child of [...list.children]) if (!elements.some((one) => one === child)) child.remove()
  for (const [at, element] of elements.entries()) {
    if (list.children[at] !== element) list.insertBefore(element, list.children[at] ?? null)
  }
}
