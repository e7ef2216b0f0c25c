import type { Figures } from './ratios.ts'

/** Throughput as a share of the limit's, as bars: a shape each of PostGraphile and Dateline. An SVG for light and dark. */
export function plotOf(figures: readonly Figures[], connections: number): string {
  const shown = figures.filter((one) => one.connections === connections)
  const most = Math.max(
    1,
    ...shown.flatMap((one) => BARS.map(({ server }) => one.ratio(server, 'limit') ?? 0)),
  )
  const scale = PLOT_WIDTH / (most * HEADROOM)
  const height = TOP + shown.length * GROUP_HEIGHT + BOTTOM
  const groups = shown.map((one, at) => group(one, TOP + at * GROUP_HEIGHT, scale))
  const lines = [
    { at: 1, text: 'hand-written SQL', up: 6 * GAP },
    { at: BAR_SHARE, text: String(BAR_SHARE), up: 3 * GAP },
  ].map(({ at, text, up }) => rule(LEFT + at * scale, height - BOTTOM + GAP, text, up))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>Requests a second as a share of hand-written SQL, ${connections} connections</title>
<style>${STYLE}</style>
${legend()}
${lines.join('\n')}
${groups.join('\n')}
</svg>
`
}

const BARS = [
  { server: 'postgraphile', title: 'PostGraphile', at: 0 },
  { server: 'dateline', title: 'Dateline', at: 1 },
] as const

const BAR_SHARE = 0.9
const HEADROOM = 1.08
const [WIDTH, LEFT, PLOT_WIDTH] = [720, 120, 540]
const [TOP, BOTTOM, GROUP_HEIGHT, BAR_HEIGHT, GAP] = [56, 12, 46, 16, 4]

/** The page behind may be of either kind: only the text and the lines change with it. */
const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #24292f }
.limit { stroke: #57606a; stroke-dasharray: 4 3 }
.small { font-size: 11px; fill: #57606a }
.figure { font-size: 11px; fill: #ffffff }
.postgraphile { fill: #75689f }
.dateline { fill: #1f6fb5 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .limit { stroke: #9198a1 }
  .small { fill: #9198a1 }
}
`

function group(figures: Figures, top: number, scale: number): string {
  const bars = BARS.flatMap(({ server, at }) => {
    const share = figures.ratio(server, 'limit')
    if (share === null) return []
    const y = top + at * (BAR_HEIGHT + GAP)
    const width = share * scale
    // In the bar, where no line crosses it, but for a bar that is shorter than its figure.
    const inside = width > 3 * BAR_HEIGHT
    const [x, anchor, kind] = inside ? [width - GAP, 'end', 'figure'] : [width + GAP, 'start', 'small']
    return `<rect class="${server}" x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" rx="2"/>
<text class="${kind}" x="${(LEFT + x).toFixed(1)}" y="${y + BAR_HEIGHT - GAP}" text-anchor="${anchor}">${share.toFixed(2)}</text>`
  })
  return `<text x="${LEFT - 2 * GAP}" y="${top + BAR_HEIGHT + GAP + 2}" text-anchor="end">${figures.shape}</text>\n${bars.join('\n')}`
}

const rule = (x: number, bottom: number, text: string, up: number) =>
  `<line class="limit" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${TOP - up + GAP}" y2="${bottom - GAP}"/>
<text class="small" x="${x.toFixed(1)}" y="${TOP - up}" text-anchor="middle">${text}</text>`

const legend = () =>
  BARS.map(
    ({ server, title, at }) =>
      `<rect class="${server}" x="${LEFT + at * 130}" y="10" width="12" height="12" rx="2"/>
<text x="${LEFT + at * 130 + 18}" y="21">${title}</text>`,
  ).join('\n')
