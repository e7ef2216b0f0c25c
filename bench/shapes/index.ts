import { bulk } from './bulk.ts'
import { deepPage } from './deep-page.ts'
import { disagreement } from './disagreement.ts'
import { events } from './events.ts'
import { frontPage } from './front-page.ts'
import { node } from './node.ts'
import { search } from './search.ts'
import type { Shape } from './shape.ts'

/** In the order of the table. */
export const SHAPES: readonly Shape[] = [node, frontPage, events, disagreement, search, bulk, deepPage]
