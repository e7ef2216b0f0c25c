const FORMATS: Readonly<Record<number, Intl.DateTimeFormat>> = {
  4: new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: 'UTC' }),
  7: new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  10: new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' }),
}

/**
 * An uncertain date in words, no surer than it is: `about 5 February 2024`, `since 7 October 2023`. What is rarer than that
 * stays as EDTF has it.
 */
export function dateText(edtf: string): string {
  const choice = /^\[(.+)\.\.(.+)\]$/.exec(edtf)
  if (choice) return `between ${one(choice[1])} and ${one(choice[2])}`
  const [from, to] = edtf.split('/')
  if (to === undefined) return one(from)
  if (from === '..' || from === '') return `until ${one(to)}`
  if (to === '..') return `since ${one(from)}`
  if (to === '') return `from ${one(from)}`
  return `${one(from)} to ${one(to)}`
}

const DOUBTS: Readonly<Record<string, string>> = { '~': 'about ', '?': 'perhaps ', '%': 'perhaps about ' }

function one(edtf = ''): string {
  const [, date = '', doubt = ''] = /^(.*?)([~?%]?)$/.exec(edtf) ?? []
  const format = /^\d{4}(-\d\d){0,2}$/.test(date) ? FORMATS[date.length] : undefined
  const day = new Date(date)
  if (!format || Number.isNaN(day.valueOf())) return edtf
  return `${DOUBTS[doubt] ?? ''}${format.format(day)}`
}
