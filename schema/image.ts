import { fields, tableType } from './sql/index.ts'

export const Image = tableType('article', 'Image', {
  description: 'The picture that an article is printed with.',
})

fields(Image, (t) => ({
  url: t.column('image_url', {
    type: 'URL',
    nullable: true,
    description: 'Where it is; null when not known.',
    input: true,
  }),
  caption: t.column('image_caption', {
    nullable: true,
    description: 'Caption as printed; null without one.',
    input: true,
  }),
  credit: t.column('image_credit', {
    nullable: true,
    description: 'Credit as printed; null without one.',
    input: true,
  }),
}))
