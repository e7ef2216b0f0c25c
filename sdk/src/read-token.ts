/**
 * The later of two read tokens: the answers of mutations that are under way together come in any order. Of tokens that cannot be
 * compared the second, which was told last.
 */
export function laterOf(known: string | undefined, told: string): string {
  try {
    const [before, after] = [known ?? '', told].map((token) => OF_SERVICE.exec(atob(token)))
    if (known && before?.[1] === after?.[1] && Number(before?.[2]) > Number(after?.[2])) return known
  } catch {
    // One of another version is no base64 perhaps.
  }
  return told
}

/** System and timeline, and the position in their log. */
const OF_SERVICE = /^(r1.+)\.(\d+)$/
