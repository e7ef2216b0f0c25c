import { jsonPgSmartTags } from 'postgraphile/utils'

/** A view has no foreign keys: whose its rows are is told here, as no comment may be written into the database. */
export const FigureTags = jsonPgSmartTags({
  version: 1,
  config: {
    class: { 'public.event_figure': { tags: { foreignKey: '(event_id) references event (id)' } } },
  },
})

/** An open end of a period comes out as null, which PostGraphile would refuse in columns that are never null. */
export const OpenPeriods = {
  name: 'OpenPeriods',
  version: '1.0.0',
  gather: {
    hooks: {
      pgCodecs_attribute(_info, { pgAttribute, attribute }) {
        if (['earliest', 'latest'].includes(pgAttribute.attname)) attribute.notNull = false
      },
    },
  },
}
