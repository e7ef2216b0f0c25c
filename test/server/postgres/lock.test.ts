import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openLock } from '../../../server/postgres/lock.ts'
import { makePlace, startChild } from '../../support/postgres.ts'

test('the lock of a process that has ended is taken over, also when its number was given to another', async (t) => {
  const place = await makePlace(t)
  const lockFile = join(place, 'dateline.pid')
  for (const left of ['999999999\nlong ago\n', `${process.ppid}\nanother start\n`, '']) {
    await writeFile(lockFile, left)
    const lock = await openLock(place)
    assert.match(await readFile(lockFile, 'utf8'), new RegExp(`^${process.pid}\n`))
    await lock.close()
  }
  await assert.rejects(stat(lockFile), { code: 'ENOENT' })
})

test('a lock that another process holds by now is not given back', async (t) => {
  const place = await makePlace(t)
  const lock = await openLock(place)
  await writeFile(join(place, 'dateline.pid'), 'of another')
  await lock.close()
  assert.equal(await readFile(join(place, 'dateline.pid'), 'utf8'), 'of another')
})

test('of several that ask at once for the lock of a dead process, one gets it', async (t) => {
  const place = await makePlace(t)
  for (let round = 0; round < 20; round++) {
    await writeFile(join(place, 'dateline.pid'), '999999999\nlong ago\n')
    await writeFile(join(place, 'dateline.pid.takeover'), '999999999\nlong ago\n')
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => openLock(place)))
    const locks = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
    assert.equal(locks.length, 1)
    assert.deepEqual(new Set(codes), new Set(['POSTGRES_FOLDER_IN_USE']))
    await locks[0]?.close()
  }
})

test('of several Datelines that start at once after a crash, one gets the folder', async (t) => {
  const folder = join(await makePlace(t), 'data')
  const crashed = startChild(t, [folder])
  await crashed.line()
  await crashed.end('SIGKILL')
  const lines = await Promise.all(Array.from({ length: 4 }, () => startChild(t, [folder]).line()))
  assert.equal(lines.filter((line) => line?.url).length, 1)
  assert.equal(lines.filter((line) => line?.code === 'POSTGRES_FOLDER_IN_USE').length, 3)
})
