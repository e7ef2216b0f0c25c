type Child = Node | string | null | undefined | false

/** What an element is made with, beside its text. */
export interface Look {
  class?: string
  /** Text that others wrote, in a direction of its own. */
  foreign?: boolean
  attributes?: Readonly<Record<string, string>>
}

/** An element. Strings become text, never markup; what is missing is left out. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { class: name, foreign, attributes = {} }: Look = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  if (name) element.className = name
  if (foreign) element.dir = 'auto'
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value)
  element.append(...children.filter((child) => typeof child === 'string' || child instanceof Node))
  return element
}

/** An element of the page itself. Throws where the page has none of that kind by the id. */
export function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id)
  if (!(element instanceof kind)) throw new TypeError(`The page has no ${kind.name} #${id}`)
  return element
}

/** A link to an address that others gave: to the web alone, and never a script. Null for any other address. */
export function outward(address: string, text: string): HTMLAnchorElement | null {
  const protocol = URL.parse(address)?.protocol
  if (protocol !== 'https:' && protocol !== 'http:') return null
  return make('a', { foreign: true, attributes: { href: address, rel: 'noreferrer' } }, text)
}
