/** As many as the Stream-Safe Text Format allows. No writing has so many on one letter. */
const MOST_MARKS = 30

/**
 * A text in a Unicode normal form, in time that grows with its length. Marks are put in order by comparing each with the others of its
 * run: of a longer run only the first 30 stay (UAX #15, section 13). Any other text comes out as `normalize` has it.
 */
export const toNormalForm = (text: string, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string =>
  text.replace(LONG_RUN, '$1').normalize(form)

/** The two halfwidth letters become marks in the compatible forms. */
const MARK = String.raw`[\p{M}\uff9e\uff9f]`

const LONG_RUN = new RegExp(`(${MARK}{${MOST_MARKS}})${MARK}+`, 'gu')
