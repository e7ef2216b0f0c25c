/** What comes from one side and is read from the other, in its order. */
export interface Queue<Item> extends AsyncIterable<Item> {
  push(item: Item): void
  /** Nothing comes any more: whoever reads is given what is left, and then the error. */
  end(error?: Error): void
}

export function openQueue<Item>(): Queue<Item> {
  const items: Item[] = []
  let wake = () => {}
  let ending: { error: Error | undefined } | undefined
  return {
    push: (item) => {
      items.push(item)
      wake()
    },
    end: (error) => {
      ending ??= { error }
      wake()
    },
    [Symbol.asyncIterator]: async function* () {
      for (;;) {
        yield* items.splice(0)
        if (items.length > 0) continue
        if (ending?.error) throw ending.error
        if (ending) return
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
