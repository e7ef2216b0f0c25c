/** How long ago a replica was where its primary was. */
export interface Lag {
  /** Notes where both are now; returns the milliseconds that the replica is behind, as far as the notes tell. */
  note(written: bigint, replayed: bigint, now: number): number
}

/** Notes at most; a replica that stays away for days must not cost memory. */
const MAX_NOTES = 100

/** Of a primary that writes nothing, the time of its last write would make every replica look old: this counts only what is missing. */
export function createLag(): Lag {
  const missing: { at: number; written: bigint }[] = []
  return {
    note: (written, replayed, now) => {
      if (missing.at(-1)?.written !== written) missing.push({ at: now, written })
      while (missing[0] && missing[0].written <= replayed) missing.shift()
      // The oldest says how late it is, so that one stays.
      if (missing.length > MAX_NOTES) missing.splice(1, 1)
      return missing[0] ? now - missing[0].at : 0
    },
  }
}
