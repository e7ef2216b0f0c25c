import assert from 'node:assert/strict'
import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { prepareHome } from '../../../server/postgres/home.ts'
import { makePlace, startChild } from '../../support/postgres.ts'

const isRoot = process.getuid?.() === 0
const NOBODY = { uid: 65_534, gid: 65_534 }

test('a folder that the starting user may not write is refused with the setting to change', async (t) => {
  const place = await makePlace(t)
  await mkdir(join(place, 'closed'), { mode: 0o500 })
  const child = startChild(t, [join(place, 'closed', 'data')], isRoot ? NOBODY : {})
  const refusal = await child.line()
  assert.equal(refusal?.code, 'POSTGRES_FOLDER_UNUSABLE')
  assert.match(String(refusal?.message), /closed\/data cannot be used \(EACCES\)\. Set DATELINE_DATA/)
})

test('a file in place of the folder is refused', async (t) => {
  const file = join(await makePlace(t), 'data')
  await writeFile(file, '')
  await assert.rejects(prepareHome(file), { code: 'POSTGRES_FOLDER_UNUSABLE', message: /ENOTDIR/ })
})

test('a folder named by a link or with missing parents is made where it is', async (t) => {
  const place = await makePlace(t)
  await mkdir(join(place, 'real'))
  await symlink('real', join(place, 'link'))
  const { folder } = await prepareHome(join(place, 'link', 'deep', 'data'))
  assert.equal(folder, join(place, 'real', 'deep', 'data'))
})

test('under root, a way that the user of PostgreSQL may not go is named', {
  skip: !isRoot && 'needs root',
}, async (t) => {
  const place = await makePlace(t)
  const closed = join(place, 'closed')
  await mkdir(closed, { mode: 0o700 })
  await assert.rejects(prepareHome(join(closed, 'deep', 'data')), {
    code: 'POSTGRES_FOLDER_UNUSABLE',
    message: new RegExp(`may not enter ${closed}, .*DATELINE_DATA`),
  })
  assert.equal((await stat(closed)).mode & 0o777, 0o700)
})

test('under root, a folder that others share keeps its mode', {
  skip: !isRoot && 'needs root',
}, async (t) => {
  const place = await makePlace(t)
  await chmod(place, 0o750)
  await assert.rejects(prepareHome(place), { code: 'POSTGRES_FOLDER_UNUSABLE' })
  assert.equal((await stat(place)).mode & 0o777, 0o750)
})
