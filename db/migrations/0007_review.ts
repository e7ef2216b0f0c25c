import { type Kysely, sql } from 'kysely'
import { RATINGS } from '../vocabulary.ts'
import { nodeColumns, nodeIndexes, oneOf } from './node-columns.ts'
import { run } from './run.ts'

/** What reviewers made of a claim. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    sql`create table review (${nodeColumns('review')},
      claim_id bigint not null constraint review_claim_fk references claim (id),
      outlet_id bigint constraint review_outlet_fk references outlet (id),
      author_id bigint constraint review_author_fk references author (id),
      url text,
      rating_text text not null,
      rating text not null ${oneOf('review', 'rating', RATINGS)},
      published_on date not null,
      summary text,
      constraint review_one_reviewer check (num_nonnulls(outlet_id, author_id) = 1))`,
    nodeIndexes('review'),
    sql`create index review_claim_idx on review (claim_id, published_on, id)`,
    sql`create index review_outlet_idx on review (outlet_id)`,
    sql`create index review_author_idx on review (author_id)`,
    sql`create index review_rating_idx on review (rating)`,
    sql`create index review_published_on_idx on review (published_on, id)`,
  )
}
