import { createHash } from 'node:crypto'
import type { Slug } from '../../db/records.ts'
import { slugify } from '../../db/values/slug.ts'

const PART_LENGTH = 80
const DIGEST_LENGTH = 8

/** The parts, each made a slug, with `/` between them; a part without letters and digits is left out. */
export const slugOf = (...parts: string[]): Slug => parts.map(slugPart).filter(Boolean).join('/')

/** For texts that are often alike or long: the beginning of the words, then a digest of all of them. */
export const slugWithDigest = (text: string): Slug => {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, DIGEST_LENGTH)
  return [slugPart(text), digest].filter(Boolean).join('-')
}

/** Gives a slug back as it came the first time, then with the first free of `-2`, `-3` … in the order of the calls. */
export function createUniqueSlugs(): (slug: Slug) => Slug {
  const taken = new Set<Slug>()
  return (slug) => {
    let free = slug
    for (let nth = 2; taken.has(free); nth += 1) free = `${slug}-${nth}`
    taken.add(free)
    return free
  }
}

const slugPart = (text: string) => slugify(text, PART_LENGTH)
