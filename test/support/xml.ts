import { SaxesParser } from 'saxes'

export interface Element {
  /** With its prefix, as written. */
  name: string
  attributes: Record<string, string>
  children: Element[]
  /** Its own text and that of all within, without the white space around it. */
  text: string
}

/** The document element of an XML text. Throws where the text is not well-formed, as XML 1.0 and its namespaces have it. */
export function parseXml(xml: string): Element {
  const document: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [document]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const entries = Object.values(attributes).map((attribute) => [attribute.name, attribute.value])
    const element = { name, attributes: Object.fromEntries(entries), children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  const add = (text: string) => {
    for (const element of open) element.text += text
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    const element = open.pop()
    if (element) element.text = element.text.trim()
  })
  parser.write(xml).close()
  const [root] = document.children
  if (!root) throw new Error('An XML document has an element')
  return root
}

/** The children of that name, in their order. */
export const all = (element: Element, name: string): Element[] =>
  element.children.filter((child) => child.name === name)

/** The texts of the children of that name. */
export const texts = (element: Element, name: string): string[] => all(element, name).map(({ text }) => text)

/** The one child of that name. Throws where there is none, or several. */
export function one(element: Element, name: string): Element {
  const [child, ...others] = all(element, name)
  if (!child || others.length > 0)
    throw new Error(`${element.name} has ${others.length + (child ? 1 : 0)} ${name}`)
  return child
}
