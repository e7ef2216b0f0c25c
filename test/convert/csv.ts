/** One row: the text under a column's name. Throws on a name that the heading lacks. */
export type Row = (column: string) => string

/** The rows under the heading of an RFC 4180 file. Throws on a row that is longer or shorter than the heading. */
export function* readTable(csv: string): Generator<Row> {
  const records = readCsv(csv)
  const heading = records.next().value ?? []
  const positions = new Map(heading.map((column, position) => [column, position]))
  for (const fields of records) {
    if (fields.length !== heading.length) {
      throw new SyntaxError(
        `a row of ${fields.length} fields under a heading of ${heading.length}: ${fields}`,
      )
    }
    yield (column) => {
      const text = fields[positions.get(column) ?? -1]
      if (text === undefined) throw new RangeError(`no column ${column}`)
      return text
    }
  }
}

/** The records of an RFC 4180 text: quoted fields may hold commas, line ends and doubled quotation marks. */
export function* readCsv(csv: string): Generator<string[], undefined> {
  const field = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y
  let record: string[] = []
  let end: string | undefined
  while (field.lastIndex < csv.length || end === ',') {
    const at = field.lastIndex
    const match = field.exec(csv)
    if (!match) throw new SyntaxError(`no CSV field at character ${at}`)
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    end = match[3]
    if (end === ',') continue
    yield record
    record = []
  }
}
