import { canonicalUrl, MAX_URL_BYTES } from '../values/canonical-url.ts'
import { type EdtfDates, readEdtf } from '../values/edtf.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { checkInstant, checkPlainDate } from '../values/plain-date.ts'
import { checkCharacters, countCodePoints } from '../values/text.ts'

/** Reads one JSON value to what a column holds; throws InvalidValue. */
export type ReadValue<Value> = (value: unknown) => Value

/** Headlines, titles and names. */
export const MAX_NAME = 300
/** Codes, units and other words that are looked up. */
export const MAX_CODE = 200
/** Bios, summaries and notes. */
export const MAX_PROSE = 20_000
export const MAX_BODY = 200_000
export const MAX_CLAIM = 5_000
/** The words of a passage. Of 23,000 quotations in newspapers the longest has 1,516. */
export const MAX_PASSAGE = 5_000

/** Text with at least one character that is no white space, and at most so many code points. */
export const text =
  (maxCodePoints: number): ReadValue<string> =>
  (value) => {
    const given = anyText(maxCodePoints)(value)
    if (given.trim() === '') throw new InvalidValue('EMPTY', 'The text is empty.')
    return given
  }

/** Text that may be empty. */
export const anyText =
  (maxCodePoints: number): ReadValue<string> =>
  (value) => {
    // Found wrong before it came here: a reference to nothing.
    if (value instanceof InvalidValue) throw value
    if (typeof value !== 'string') throw new InvalidValue('WRONG_TYPE', 'This must be text.')
    if (value.length > maxCodePoints && countCodePoints(value) > maxCodePoints) {
      throw new InvalidValue('TOO_LONG', `The text has more than ${maxCodePoints} characters.`)
    }
    return checkCharacters(value)
  }

export const oneOf =
  <Word extends string>(words: readonly Word[]): ReadValue<Word> =>
  (value) => {
    const word = words.find((known) => known === value)
    if (word === undefined)
      throw new InvalidValue('UNKNOWN_VALUE', `This must be one of ${words.join(', ')}.`)
    return word
  }

export const number =
  (least: number, greatest: number): ReadValue<number> =>
  (value) => {
    if (typeof value !== 'number') throw new InvalidValue('WRONG_TYPE', 'This must be a number.')
    if (!(value >= least && value <= greatest)) {
      throw new InvalidValue('OUT_OF_RANGE', `This must be between ${least} and ${greatest}.`)
    }
    return value
  }

/** A figure's bound: any number but 1e400, which JSON reads as infinite. */
export const anyNumber = number(-Number.MAX_VALUE, Number.MAX_VALUE)

/** A position in a text or list. */
export const position: ReadValue<number> = (value) => {
  const given = number(0, MAX_INTEGER)(value)
  if (!Number.isInteger(given)) throw new InvalidValue('WRONG_TYPE', 'This must be a whole number.')
  return given
}

const MAX_INTEGER = 2 ** 31 - 1

export const plainDate: ReadValue<string> = (value) => checkPlainDate(anyText(MAX_CODE)(value))

export const instant: ReadValue<string> = (value) => checkInstant(anyText(MAX_CODE)(value))

/** An http or https address as given. */
export const webAddress: ReadValue<string> = (value) => {
  const given = text(MAX_URL_BYTES)(value)
  canonicalUrl(given)
  return given
}

/** BCP 47 in its usual capitals: `en-GB`. */
export const language: ReadValue<string> = (value) => {
  try {
    const [tag] = Intl.getCanonicalLocales(text(MAX_CODE)(value))
    if (tag !== undefined) return tag
  } catch (error) {
    if (error instanceof InvalidValue) throw error
  }
  throw new InvalidValue('BAD_LANGUAGE', 'This is no language tag by BCP 47.')
}

/** Text of a given form. */
export const code =
  (form: RegExp, message: string): ReadValue<string> =>
  (value) => {
    const given = text(MAX_CODE)(value)
    if (!form.test(given)) throw new InvalidValue('BAD_CODE', message)
    return given
  }

export const countryCode = code(/^[A-Z]{2}$/, 'A country is its two capital letters by ISO 3166-1.')

/** An uncertain date with its bounds. */
export const edtfDate: ReadValue<EdtfDates> = (value) => readEdtf(anyText(MAX_CODE)(value))

export const listOf =
  <Value>(read: (item: unknown, index: number) => Value): ReadValue<Value[]> =>
  (value) => {
    if (!Array.isArray(value)) throw new InvalidValue('WRONG_TYPE', 'This must be a list.')
    return value.map((item, index) => read(item, index))
  }
