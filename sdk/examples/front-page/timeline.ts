import type { EventDetailFragment, Measure } from '../../src/index.ts'
import type { ReadClaim } from './claim.ts'
import { chosen, type EventRow, makeEventRow, settle } from './event.ts'
import { make } from './make.ts'
import { placeOf, stepsFor, ticksOf } from './scale.ts'

/** The events that are shown, latest first, on one axis. */
export interface Timeline {
  readonly size: number
  has(id: string): boolean
  /** Ids of the events with a figure that a claim bounds. */
  boundBy(claimId: string): string[]
  /** Shows an event, or its new state; one without figures goes. Answers with what changed of it, in words. */
  show(event: EventDetailFragment): string[]
  remove(id: string): void
  /** The earliest date that is shown; what is older comes with a later page. */
  readonly earliest: string
}

/** Draws into a list and an axis, which it empties. */
export function createTimeline(
  list: HTMLElement,
  axis: HTMLElement,
  measures: readonly Measure[],
  read: ReadClaim,
): Timeline {
  const rows = new Map<string, EventRow>()
  const ordered = () => [...rows.values()].sort((a, b) => (dayOf(a.event) < dayOf(b.event) ? 1 : -1))
  const draw = () => {
    settle(
      list,
      ordered().map(({ element }) => element),
    )
    const numbers = [...rows.values()].flatMap(({ figures }) =>
      figures.flatMap(({ low, high, best }) => [low ?? 0, high ?? 0, best ?? 0]),
    )
    drawAxis(axis, stepsFor(numbers), rows.size > 0)
  }
  const remove = (id: string) => {
    if (rows.delete(id)) draw()
  }
  settle(list, [])
  draw()
  return {
    remove,
    get size() {
      return rows.size
    },
    get earliest() {
      return [...rows.values()].map(({ event }) => dayOf(event)).sort()[0] ?? ''
    },
    has: (id) => rows.has(id),
    boundBy: (claimId) =>
      [...rows]
        .filter(([, { event }]) =>
          event.figures.some(({ lowClaims, highClaims }) =>
            [...lowClaims, ...highClaims].some(({ id }) => id === claimId),
          ),
        )
        .map(([id]) => id),
    show: (event) => {
      const row = rows.get(event.id)
      const isShown =
        event.withdrawnAt === null && event.mergedInto === null && chosen(event, measures).length > 0
      if (!isShown) {
        remove(event.id)
        return []
      }
      const changes = row?.show(event) ?? []
      if (!row) rows.set(event.id, makeEventRow(event, measures, read))
      draw()
      return changes
    },
  }
}

/** As the service orders events. */
export const dayOf = ({ when }: Pick<EventDetailFragment, 'when'>): string => when.earliest ?? ''

function drawAxis(axis: HTMLElement, steps: number, isShown: boolean) {
  axis.hidden = !isShown
  document.documentElement.style.setProperty('--steps', `${steps}`)
  const ticks = ticksOf(steps).map((text, at) => {
    const tick = make('span', { class: 'tick' }, text)
    tick.style.setProperty('--at', `${placeOf(at === 0 ? 0 : 10 ** (at - 1))}`)
    return tick
  })
  axis.firstElementChild?.replaceChildren(...ticks)
}
