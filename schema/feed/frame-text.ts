import { randomUUID } from 'node:crypto'
import { selectionsOf } from '../sql/compilation.ts'
import { collectFields, type Operation, type Row } from '../sql/index.ts'
import { jsonKey } from '../sql/json.ts'
import type { FeedField } from './frame-plan.ts'

/** An entry of the feed, or word of progress, as all subscribers of one kind are sent it. */
export interface Item {
  /** The place that is reached with it. */
  seq: number
  cursor: string
  /** The text of its result, for whoever was at a place before. */
  text: (previousCursor: string) => string
}

/** How a frame is written around what the statement tells of it. */
export interface FrameText {
  /** The response keys whose values the statement writes, in the order of the document. */
  contents: readonly string[]
  /** `values` are of `contents`: JSON, or null for null. */
  item: (seq: number, cursor: string, values: readonly (string | null)[]) => Item
  /** The same for the executor, with `values` as it reads them. */
  row: (cursor: string, values: readonly unknown[]) => Row
  /** A frame that tells how far it has come, and no more. */
  progress: (seq: number, cursor: string) => Item
}

/** Stands for what differs between subscribers until it is known. Nobody else can write it. */
const MARKER = randomUUID()

/** The text of a result whose marks each subscriber has its own place for. */
export function markedItem(seq: number, cursor: string, marked: string): Item {
  const pieces = marked.split(MARKER)
  return { seq, cursor, text: (previousCursor) => pieces.join(previousCursor) }
}

export function createFrameText(operation: Operation, { key, nodes, frame }: FeedField): FrameText {
  const fields = [...collectFields(operation, frame, selectionsOf(nodes))].map(([key, [node]]) => ({
    key,
    name: node?.name.value ?? '',
  }))
  const contents = fields.filter(({ name }) => CONTENTS.has(name)).map(({ key }) => key)
  const item: FrameText['item'] = (seq, cursor, values) => {
    const members = fields.map(({ key, name }) => {
      if (CONTENTS.has(name)) return `"${key}":${values[contents.indexOf(key)] ?? 'null'}`
      const text = name === 'cursor' ? cursor : name === 'previousCursor' ? MARKER : frame.name
      return `"${key}":"${text}"`
    })
    return markedItem(seq, cursor, `{"data":{"${key}":{${members.join()}}}}`)
  }
  const row: FrameText['row'] = (cursor, values) =>
    Object.fromEntries(
      fields.map(({ key, name }) => {
        const place = name === 'cursor' ? cursor : MARKER
        return [jsonKey(key), CONTENTS.has(name) ? values[contents.indexOf(key)] : place]
      }),
    )
  return { contents, item, row, progress: (seq, cursor) => item(seq, cursor, []) }
}

/** What a frame holds beside its places. */
const CONTENTS = new Set(['entry', 'node'])
