import assert from 'node:assert/strict'
import { test } from 'node:test'
import { between } from '../../bench/markdown.ts'
import { judgeMultiple, judgeP99, judgeShare } from '../../bench/run/bar.ts'
import type { Measurement } from '../../bench/run/measure.ts'
import { readOptions } from '../../bench/run/options.ts'
import { plotOf } from '../../bench/run/plot.ts'
import { figuresOf, median } from '../../bench/run/ratios.ts'
import { hasTurn, withoutTurn } from '../../bench/run/results.ts'
import { planTurns } from '../../bench/run/rounds.ts'
import { tablesOf } from '../../bench/run/table.ts'
import { cpuSeconds, ticksOf } from '../../bench/run/usage.ts'
import { SHAPES } from '../../bench/shapes/index.ts'
import { SERVERS, type Server } from '../../bench/shapes/shape.ts'
import { UsageError } from '../../server/usage-error.ts'

const measured = (
  server: Server,
  round: number,
  answered: number,
  more: Partial<Measurement> = {},
): Measurement => ({
  shape: 'node',
  connections: 16,
  round,
  server,
  answered,
  seconds: 1,
  p50: 1,
  p99: 2,
  bytes: 1,
  resident: 100e6,
  serverCpu: 0.5,
  postgresCpu: 0.25,
  ...more,
})

const threeRounds = [
  ...[1000, 500, 2000].map((answered, at) => measured('limit', at + 1, answered)),
  ...[900, 250, 1400].map((answered, at) => measured('dateline', at + 1, answered)),
  ...[300, 125, 700].map((answered, at) => measured('postgraphile', at + 1, answered)),
]

test('the median is the middle one, the mean of two in the middle, and nothing of none', () => {
  assert.equal(median([9, 1, 3]), 3)
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.equal(median([]), null)
})

test('a ratio is the median of the ratios within rounds, not the ratio of medians', () => {
  const [figures] = figuresOf(threeRounds)
  assert.equal(figures?.rounds, 3)
  assert.equal(figures?.ratio('dateline', 'limit'), 0.7)
  assert.equal(figures?.ratio('dateline', 'postgraphile'), 2)
  assert.equal(figures?.servers.limit?.perSecond, 1000)
  assert.equal(figures?.servers.dateline?.serverCpuUs, (0.5 / 900) * 1e6)
})

test('a round in which one server is missing counts for no ratio', () => {
  const [figures] = figuresOf([measured('limit', 1, 100), measured('dateline', 2, 50)])
  assert.equal(figures?.ratio('dateline', 'limit'), null)
})

test('shapes and connections are told apart', () => {
  const figures = figuresOf([
    measured('limit', 1, 10),
    measured('limit', 1, 10, { connections: 64 }),
    measured('limit', 1, 10, { shape: 'bulk' }),
  ])
  assert.deepEqual(
    figures.map(({ shape, connections }) => [shape, connections]),
    [
      ['node', 16],
      ['node', 64],
      ['bulk', 16],
    ],
  )
})

test('one connection is held to a lower share, a nested shape to a higher multiple', () => {
  assert.equal(judgeShare(0.6, 1).passes, true)
  assert.equal(judgeShare(0.89, 16).passes, false)
  assert.equal(judgeShare(0.9, 64).passes, true)
  assert.equal(judgeMultiple(1.5, false).passes, true)
  assert.equal(judgeMultiple(2.9, true).passes, false)
  assert.equal(judgeP99(30, 20, 16), null)
  assert.equal(judgeP99(30, 20, 64)?.passes, false)
})

test('the table shows each figure beside its bar', () => {
  const text = tablesOf({ measurements: threeRounds, startMs: { dateline: 1500, limit: 200 } }, SHAPES)
  assert.match(text, /\| node +\| 16 +\| 0\.70 < 0\.9 ✗ +\| 0\.30 +\| 2\.00 ≥ 1\.5 ✓ +\| 2\.00 +\|/)
  assert.match(text, /\| Dateline +\| 100 ≤ 200 ✓ +\| 1,500 > 1,000 ✗ \|/)
  assert.match(text, /1,000, 500 \+ 250 µs/)
})

test('the rows of the table follow the shapes and the connections, however they were measured', () => {
  const text = tablesOf(
    {
      measurements: [
        measured('limit', 1, 10, { shape: 'bulk' }),
        measured('limit', 1, 10, { connections: 64 }),
        measured('limit', 1, 10, { connections: 1 }),
      ],
      startMs: {},
    },
    SHAPES,
  )
  const rows = text.split('\n').filter((line) => /^\| (node|bulk)/.test(line))
  assert.deepEqual(
    rows.slice(0, 3).map((row) => row.split(/ *\| */).slice(1, 3)),
    [
      ['node', '1'],
      ['node', '64'],
      ['bulk', '16'],
    ],
  )
})

test('the plot has a bar for each server beside the limit, and only for the connections asked for', () => {
  const more = (['limit', 'dateline'] as const).map((server) => measured(server, 1, 1, { connections: 64 }))
  const svg = plotOf(figuresOf([...threeRounds, ...more]), 16)
  assert.equal(svg.match(/<rect class="dateline" x="120"/g)?.length, 1)
  assert.match(svg, />0\.70<\/text>/)
  assert.match(svg, />0\.30<\/text>/)
  assert.match(svg, /prefers-color-scheme: dark/)
})

test('the report replaces what stands between its markers, and nothing else', () => {
  const [begin, end] = ['<!-- results: npm run bench -- --report -->', '<!-- end of results -->']
  assert.equal(between(`a\n${begin}\nold\n${end}\nb`, 'results', 'new'), `a\n${begin}\n\nnew\n\n${end}\nb`)
  assert.throws(() => between('no markers', 'results', 'new'), /There is no/)
})

test('every server is measured once in a turn, and another begins in each round', () => {
  const turns = planTurns({ shapes: ['node', 'bulk'], connections: [1, 16], rounds: 3, servers: SERVERS })
  assert.equal(turns.length, 12)
  assert.deepEqual(new Set(turns.slice(0, 4).map(({ round }) => round)), new Set([1]))
  assert.deepEqual(
    [1, 2, 3].map((round) => turns.find((turn) => turn.round === round)?.order[0]),
    ['limit', 'postgraphile', 'dateline'],
  )
  for (const { order } of turns) assert.deepEqual(order.toSorted(), SERVERS.toSorted())
})

test('a turn that lacks a server is taken again whole', () => {
  const [turn] = planTurns({ shapes: ['node'], connections: [16], rounds: 1, servers: SERVERS })
  assert.ok(turn)
  const whole = SERVERS.map((server) => measured(server, 1, 10))
  assert.equal(hasTurn(whole, turn), true)
  assert.equal(hasTurn(whole.slice(1), turn), false)
  assert.deepEqual(withoutTurn([...whole.slice(1), measured('limit', 2, 7)], turn), [measured('limit', 2, 7)])
})

test('options: a quick run is kept apart, lists are read, and what is unknown is told', () => {
  const quick = readOptions(['--quick'], {})
  assert.deepEqual([quick?.connections, quick?.seconds, quick?.rounds], [[16], 1, 1])
  assert.equal(quick?.results, '.dateline/bench-quick.json')
  const some = readOptions(['--shape', 'bulk,node', '--connections', '1,64', '--only', 'dateline,limit'], {
    BENCH_DATABASE_URL: 'postgres://x',
  })
  assert.deepEqual(some?.shapes, ['node', 'bulk'])
  assert.deepEqual(some?.connections, [1, 64])
  assert.deepEqual(some?.only, ['limit', 'dateline'])
  assert.equal(some?.url, 'postgres://x')
  assert.equal(some?.results, 'bench/results.json')
  assert.equal(readOptions(['--help'], {}), null)
  for (const wrong of [
    ['--shape', 'nodes'],
    ['--only', 'hasura'],
    ['--rounds', '0'],
    ['--connections', '1,x'],
    ['--nothing'],
  ]) {
    assert.throws(() => readOptions(wrong, {}), UsageError, wrong.join(' '))
  }
})

test('the CPU of a process is read behind its name, whatever that holds', () => {
  const fields = ['S', ...Array.from({ length: 10 }, () => '0'), '120', '30', '0']
  assert.equal(ticksOf(`4711 (a name) with (7) parts) ${fields.join(' ')}`), 150)
  assert.equal(ticksOf(''), null)
})

test('the CPU between two readings is that of every process, and unknown where one ended with its own', () => {
  const before = new Map([
    [1, 100],
    [2, 50],
  ])
  const later = (...ticks: [number, number][]) => cpuSeconds(before, new Map(ticks))
  assert.equal(later([1, 150], [2, 80]), 0.8)
  assert.equal(later([1, 150], [2, 80], [3, 20]), 1, 'a connection that opened meanwhile counts whole')
  assert.equal(later([2, 80]), null)
  assert.equal(cpuSeconds(new Map(), new Map()), null)
})
