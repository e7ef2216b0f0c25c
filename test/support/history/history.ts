/** What was written, what readers were sent, and what is there at the end. Knows nothing of what was tested. */

/** One attempt to write a value that no other attempt writes. */
export interface Write {
  value: string
  /** By one clock. `ended` is when the writer was told; infinite where it never was. */
  began: number
  ended: number
  /** UNKNOWN where the writer was not told: it may have been done or not. */
  outcome: 'DONE' | 'FAILED' | 'UNKNOWN'
}

/** What one reader was sent, in the order in which it was, across all of its connections. */
export interface Reading {
  reader: string
  /** The number that it began behind; undefined where it is not known. */
  start?: number
  /** `place` is the number of the value, and `previous` what it was said to follow, where the reader was told. */
  values: readonly { value: string; place: number; previous?: number }[]
  /** Every frame, those without a value too, where the reader was sent frames. */
  frames?: readonly FrameRead[]
}

/** The places that one frame told. */
export interface FrameRead {
  cursor: string
  previousCursor: string
}

/** An entry as the database holds it at the end. */
export interface Entry {
  place: number
  value: string
}

/** One thing that is wrong. */
export interface Fault {
  kind:
    | 'LOST'
    | 'REPEATED'
    | 'REORDERED'
    | 'GAP'
    | 'BROKEN_CHAIN'
    | 'PHANTOM'
    | 'DISAGREEMENT'
    | 'OUT_OF_TIME'
    | 'UNWRITTEN'
    | 'WRITTEN_TWICE'
    | 'HOLE'
  /** Who read it; the database itself where it is wrong there. */
  reader: string
  value: string
}
