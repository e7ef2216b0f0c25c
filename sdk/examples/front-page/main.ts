import { createDateline } from '../../src/index.ts'
import { find, make } from './make.ts'
import { CHOICES } from './measures.ts'
import { openView, type View } from './view.ts'

const dateline = createDateline({
  url: new URL('graphql', document.baseURI),
  clientName: 'dateline-page/0.1',
})
const measure = find('measure', HTMLSelectElement)
const retry = find('retry', HTMLButtonElement)

measure.append(...CHOICES.map(({ label }, at) => make('option', { attributes: { value: `${at}` } }, label)))

let view: View | undefined
const open = () => {
  view?.close()
  view = openView(dateline, CHOICES[measure.selectedIndex] ?? CHOICES[0], open)
}
measure.addEventListener('change', open)
retry.addEventListener('click', open)
find('more', HTMLButtonElement).addEventListener('click', () => view?.more())
open()
