// The names of U+00A0 to U+00FF in order, as HTML gives them.
const LATIN_1 = `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr
  deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest
  Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml
  ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig
  agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml
  eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml`

const OTHERS: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  bdquo: '„',
  bull: '•',
  dagger: '†',
  emsp: '\u2003',
  ensp: '\u2002',
  euro: '€',
  gt: '>',
  hellip: '…',
  ldquo: '“',
  lrm: '\u200e',
  lsaquo: '‹',
  lsquo: '‘',
  lt: '<',
  mdash: '—',
  minus: '−',
  ndash: '–',
  OElig: 'Œ',
  oelig: 'œ',
  permil: '‰',
  quot: '"',
  rdquo: '”',
  rlm: '\u200f',
  rsaquo: '›',
  rsquo: '’',
  sbquo: '‚',
  Scaron: 'Š',
  scaron: 'š',
  thinsp: '\u2009',
  trade: '™',
  zwj: '\u200d',
  zwnj: '\u200c',
}

const NAMED = new Map([
  ...LATIN_1.split(/\s+/).map((name, index): [string, string] => [name, String.fromCodePoint(160 + index)]),
  ...Object.entries(OTHERS),
])

const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,7}));/y

/** The character that an HTML entity at an offset stands for and the entity's end, or null for a bare "&". */
export function readEntity(source: string, at: number): { text: string; end: number } | null {
  ENTITY.lastIndex = at
  const [, decimal, hexadecimal, name] = ENTITY.exec(source) ?? []
  const end = ENTITY.lastIndex
  if (name) {
    const text = NAMED.get(name)
    return text === undefined ? null : { text, end }
  }
  const number = decimal ? Number(decimal) : hexadecimal ? Number.parseInt(hexadecimal, 16) : 0
  return isCharacter(number) ? { text: String.fromCodePoint(number), end } : null
}

/** The text with every entity in it read. */
export function readEntities(text: string): string {
  return text.replace(/&[#A-Za-z0-9]{2,9};/g, (entity) => readEntity(entity, 0)?.text ?? entity)
}

function isCharacter(number: number): boolean {
  return number > 0 && number <= 0x10ffff && !(number >= 0xd800 && number <= 0xdfff)
}
