import { listFields, ownColumns } from '../../db/writes/draft.ts'
import { NOUNS } from '../../db/writes/nouns.ts'
import type { List, Noun } from '../../db/writes/shape.ts'
import { type Job, statement } from './lanes.ts'

const ACTOR = 'bench'

/**
 * Writes the feed in the order in which the records were made and changed, numbered without a gap. An entry that
 * has its number is left alone by the trigger that numbers them at COMMIT; only the head must follow.
 */
export const writeFeed: Job = async (client) => {
  await client.query(`
    insert into feed_entry (seq, kind, node_id, revision, action, at)
    select row_number() over (order by at, place, id), kind, id, revision, action, at
    from (${Object.values(NOUNS).map(changesOf).join(' union all ')}) changes
    order by 1`)
  await client.query('update feed_head set seq = (select count(*) from feed_entry)')
}

const changesOf = ({ kind, table }: Noun, place: number) => `
  select ${place} as place, '${kind}' as kind, id, 1 as revision, 'CREATED' as action, created_at as at from ${table}
  union all
  select ${place}, '${kind}', id, revision, case when withdrawn_at is null then 'REVISED' else 'WITHDRAWN' end, updated_at
  from ${table} where revision > 1`

/** Writes the revisions, one for each entry of the feed. The jobs do not depend on each other. */
export const revisionJobs = (): Job[] => Object.values(NOUNS).reverse().map(revisionsOf).map(statement)

/** As db/writes/change.ts writes them: the whole node, but for its book-keeping columns, with all its lists. */
const revisionsOf = (noun: Noun) => `
  insert into revision (id, kind, node_id, revision, action, at, actor, state)
  select entry.seq, entry.kind, entry.node_id, entry.revision, entry.action, entry.at, '${ACTOR}',
    ${stateOf(noun)} || case when entry.revision < node.revision then ${formerState(noun)} else '{}' end
  from ${noun.table} node join feed_entry entry on entry.kind = '${noun.kind}' and entry.node_id = node.id`

const KEPT_COLUMNS = ['slug', 'withdrawn_at', 'withdrawn_reason', 'merged_into']

function stateOf(noun: Noun): string {
  const columns = [...KEPT_COLUMNS, ...Object.keys(ownColumns(noun))].map((column) => `node.${column}`)
  const lists = Object.entries(listFields(noun)).map(
    ([name, list]) =>
      `'${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}', (${itemsOf(list)})`,
  )
  return `(select to_jsonb(own) from (select ${columns.join()}) own) || jsonb_build_object(${lists.join()})`
}

function itemsOf(list: List): string {
  const columns = [...(list.keepsIds ? ['id'] : []), ...Object.keys(list.columns)]
  return `select coalesce(jsonb_agg(jsonb_build_object(${columns.map((column) => `'${column}', item.${column}`).join()})
      order by item.position), '[]')
    from ${list.table} item where item.${list.owner} = node.id`
}

/** What its second revision changed: it was withdrawn or merged, or got another status. */
function formerState({ kind }: Noun): string {
  const stood = `'{"withdrawn_at": null, "withdrawn_reason": null, "merged_into": null}'::jsonb`
  const status = FORMER_STATUS[kind]
  if (status === undefined) return stood
  return `case when node.withdrawn_at is null and node.merged_into is null
    then '{"status": "${status}"}'::jsonb else ${stood} end`
}

const FORMER_STATUS: Readonly<Partial<Record<Noun['kind'], string>>> = {
  Article: 'PUBLISHED',
  Event: 'WEAK',
  Claim: 'CANDIDATE',
}
