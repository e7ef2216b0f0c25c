import { type Kysely, sql } from 'kysely'
import { run } from './run.ts'

/** What articles are like, so that copies of one text are found: a sketch of each stored body (values/sketch.ts). */
export async function up(db: Kysely<any>): Promise<void> {
  await run(db, sketch, sketchIndex, similarArticles)
}

const sketch = sql`create table article_sketch (
  article_id bigint not null constraint article_sketch_pk primary key
    constraint article_sketch_article_fk references article (id) on delete cascade,
  hashes integer[] not null)`

const sketchIndex = sql`create index article_sketch_hashes_idx on article_sketch using gin (hashes)`

// The likeness of two texts is estimated by the 64 least hashes of both together: the share that both have. Articles
// known as copies of one original are left out, and so are those that are withdrawn or merged.
const similarArticles = sql`create function similar_articles(of_article bigint)
  returns table (article_id bigint, likeness double precision)
  language sql stable parallel safe
  begin atomic
    select other.article_id, alike.likeness
    from article_sketch mine
    join article_sketch other on other.hashes && mine.hashes and other.article_id <> mine.article_id
    join article on article.id = other.article_id and article.withdrawn_at is null and article.merged_into is null
    cross join lateral (
      select (count(*) filter (where hash = any(mine.hashes) and hash = any(other.hashes)))::double precision
        / count(*) as likeness
      from (
        select hash from (select unnest(mine.hashes) as hash union select unnest(other.hashes)) either
        order by hash limit 64) least) alike
    where mine.article_id = of_article and alike.likeness >= 0.5
      and article_original(article.id) <> article_original(of_article);
  end`
