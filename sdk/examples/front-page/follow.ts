import { CursorExpiredError, type Dateline, type DatelineError, type LiveStatus } from '../../src/index.ts'

/** What the page is told while it follows the feed. */
export interface Following {
  /** A claim or event was recorded, changed or withdrawn: these events may have other figures. */
  onChange(eventIds: readonly string[], claimId?: string): void
  onStatus(status: LiveStatus): void
  /** The list is to be read anew: the feed does not reach back to it any more. */
  onExpired(): void
  onFailure(error: unknown): void
}

/**
 * Follows claims and events from a list's place in the feed on, over one connection: a browser has six for a service. A claim
 * says only by itself which events it is about.
 */
export async function follow(
  dateline: Dateline,
  after: string,
  signal: AbortSignal,
  { onChange, onStatus, onExpired, onFailure }: Following,
): Promise<void> {
  const onLiveStatus = (status: LiveStatus, _error?: DatelineError) => {
    if (!signal.aborted) onStatus(status)
  }
  try {
    const entries = dateline.entries.live(
      { after, filter: { kind: ['Claim', 'Event'] } },
      { signal, onStatus: onLiveStatus },
    )
    for await (const { entry } of entries) {
      if (entry.kind === 'Event') onChange([entry.nodeId])
      else onChange(await eventsOf(dateline, entry.nodeId, signal), entry.nodeId)
    }
  } catch (error) {
    if (signal.aborted) return
    if (error instanceof CursorExpiredError) onExpired()
    else onFailure(error)
  }
}

async function eventsOf(dateline: Dateline, id: string, signal: AbortSignal): Promise<string[]> {
  const { claim } = await dateline.claim({ by: { id } }, { signal, retries: 8 })
  return claim?.events.map((event) => event.id) ?? []
}
