import { BadUserInputError } from '../../schema/errors.ts'
import { endWith } from '../end-with.ts'
import type { Gate } from '../exchange.ts'

/**
 * Ends a GET whose address is not UTF-8, says a parameter twice, or holds what is no JSON: others would read U+FFFD, take the
 * first, or fail.
 */
export const queryString =
  (path: string): Gate =>
  (exchange) => {
    const { url = '', method } = exchange.request
    const at = url.indexOf('?')
    if (at < 0 || exchange.path !== path || method !== 'GET') return
    const wrong = findWrong(url.slice(at + 1))
    if (wrong) endWith(exchange, new BadUserInputError(wrong.parameter, wrong.message))
  }

function findWrong(text: string): { parameter: string; message: string } | null {
  const told = new Set<string>()
  for (const part of text.split('&')) {
    const [name = '', value = ''] = part.split(/=(.*)/s).map(decode)
    if (name === null || value === null) return { parameter: 'query', message: 'The address is not UTF-8' }
    if (told.has(name)) return { parameter: name, message: `${name} is given twice` }
    told.add(name)
    if (IN_JSON.has(name) && value !== '' && !isJson(value))
      return { parameter: name, message: `${name} is no JSON` }
  }
  return null
}

const IN_JSON = new Set(['variables', 'extensions'])

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
