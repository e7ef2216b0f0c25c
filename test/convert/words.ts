import { sliceCodePoints } from '../../db/values/text.ts'

/** At most `limit` code points. */
export const clip = (text: string, limit: number): string => sliceCodePoints(text, 0, limit).trimEnd()

/** On one line, with single spaces. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
