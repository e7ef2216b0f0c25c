import { type Dateline, DatelineError, type EventDetailFragment, type LiveStatus } from '../../src/index.ts'
import { follow } from './follow.ts'
import { find } from './make.ts'
import type { Choice } from './measures.ts'
import { createTimeline, dayOf } from './timeline.ts'

/** The timeline of one choice of measures, from its first page on. */
export interface View {
  /** Shows the page that follows. */
  more(): Promise<void>
  close(): void
}

const PAGE = 6

const STATUS: Readonly<Record<LiveStatus, string>> = {
  connecting: 'Connecting',
  live: 'Live',
  waiting: 'Connection lost: trying again',
  ended: 'Not live',
}

/** Reads and follows the timeline until it is closed. `reopen` is called where it must be read anew. */
export function openView(dateline: Dateline, { measures, label }: Choice, reopen: () => void): View {
  const [message, more, retry] = [
    find('message', HTMLParagraphElement),
    find('more', HTMLButtonElement),
    find('retry', HTMLButtonElement),
  ]
  const ending = new AbortController()
  const { signal } = ending
  const read = async (id: string) => (await dateline.claim({ by: { id } }, { signal })).claim
  const list = find('timeline', HTMLOListElement)
  const axis = document.querySelector<HTMLElement>('.axis') ?? document.body
  const timeline = createTimeline(list, axis, measures, read)
  const filter = { claims: { some: { figures: { some: { measure: measures } } } } }
  const pages = dateline.events.pages({ filter, first: PAGE }, { signal })[Symbol.asyncIterator]()
  const nothing = `Nothing is recorded yet of: ${label}.`
  let hasMore = true

  const tell = (text: string, canRetry = false) => {
    message.textContent = text
    retry.hidden = !canRetry
    more.hidden = !hasMore || canRetry || timeline.size === 0
    list.ariaBusy = 'false'
  }
  const fail = (error: unknown) => {
    if (signal.aborted) return
    showStatus('ended')
    tell(`The timeline cannot be read. ${error instanceof DatelineError ? error.message : ''}`.trim(), true)
    ending.abort()
  }
  const readEvent = async (id: string): Promise<EventDetailFragment | null> =>
    (await dateline.event({ by: { id } }, { signal, retries: 8 })).event

  const dirty = new Set<string>()
  const touched = new Set<string>()
  let isRefreshing = false
  /** Reads events again, one round after another: what is told of an event meanwhile is read in the next. */
  const refresh = (ids: readonly string[]) => {
    for (const id of ids) {
      dirty.add(id)
      touched.add(id)
    }
    if (!isRefreshing) drain()
  }
  const drain = async () => {
    isRefreshing = true
    try {
      while (dirty.size > 0 && !signal.aborted) {
        const ids = [...dirty]
        dirty.clear()
        for (const event of await Promise.all(ids.map(readEvent)))
          if (event && !signal.aborted) showNews(event)
      }
    } catch (error) {
      fail(error)
    } finally {
      isRefreshing = false
    }
  }
  const showNews = (event: EventDetailFragment) => {
    const isNew = !timeline.has(event.id)
    // Behind the last that is shown it comes with its page.
    if (isNew && hasMore && dayOf(event) < timeline.earliest) return
    const changes = timeline.show(event)
    if (isNew && timeline.has(event.id)) changes.push(`New: ${event.title}`)
    if (changes.length > 0) find('news', HTMLParagraphElement).textContent = changes.join('. ')
    tell(timeline.size === 0 ? nothing : '')
  }

  const next = async (): Promise<string | null> => {
    const { value: page, done } = await pages.next()
    hasMore = !done && page.pageInfo.hasNextPage
    if (done) return null
    touched.clear()
    const ids = page.nodes.map(({ id }) => id)
    const events = await Promise.all(ids.map(readEvent))
    if (signal.aborted) return null
    for (const event of events) if (event) timeline.show(event)
    // An answer may be older than what the feed has told of its event.
    refresh(ids.filter((id) => touched.has(id)))
    return page.feedCursor
  }
  const start = async () => {
    showStatus('connecting')
    more.hidden = true
    retry.hidden = true
    message.textContent = 'Reading the timeline'
    list.ariaBusy = 'true'
    try {
      const after = await next()
      if (signal.aborted) return
      tell(timeline.size === 0 ? nothing : '')
      if (after)
        await follow(dateline, after, signal, {
          onChange: (ids, claimId) => refresh([...ids, ...(claimId ? timeline.boundBy(claimId) : [])]),
          onStatus: showStatus,
          onExpired: reopen,
          onFailure: fail,
        })
    } catch (error) {
      fail(error)
    }
  }
  start()
  return {
    close: () => ending.abort(),
    more: async () => {
      more.disabled = true
      const last = list.lastElementChild
      try {
        await next()
        tell('')
        focusOn(last?.nextElementSibling)
      } catch (error) {
        fail(error)
      } finally {
        more.disabled = false
      }
    },
  }
}

/** Where the button was pressed, the reading goes on with what it brought. */
function focusOn(event: Element | null | undefined) {
  const summary = event?.querySelector('summary')
  summary?.focus({ preventScroll: true })
}

function showStatus(status: LiveStatus) {
  const shown = find('status', HTMLParagraphElement)
  shown.dataset.status = status
  shown.textContent = STATUS[status]
}
