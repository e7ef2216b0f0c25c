/** The part of `edtf` that this project uses; the package ships no types. */
declare module 'edtf' {
  /** What a text says. `Infinity` and `null` stand for an open and an unknown end of an interval. */
  export interface Parsed {
    /** Absent from a date with unspecified digits inside an interval or list. */
    type?: 'Date' | 'Year' | 'Decade' | 'Century' | 'Season' | 'Interval' | 'List' | 'Set'
    /** Numbers of a date or year; dates of an interval or list, where a pair is a range. */
    values: (number | Parsed | Parsed[] | null)[]
    /** Bits of the digits that are `X`, the first of the year lowest. */
    unspecified?: number
    /** How many digits of a year are certain. */
    significant?: number
    /** A list or set that goes on before its first, or after its last, date. */
    earlier?: boolean
    later?: boolean
  }

  /** Throws when the text is no EDTF. */
  export function parse(text: string): Parsed

  /** Milliseconds since 1970 in UTC of the first and the last instant that a value may mean. */
  export default function edtf(parsed: Parsed): { min: number; max: number }
}
