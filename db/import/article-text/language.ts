const NAMES: Readonly<Record<string, string>> = {
  ar: 'arabic العربية',
  de: 'german deutsch',
  en: 'english',
  es: 'spanish español',
  fa: 'persian farsi فارسی',
  fr: 'french français',
  he: 'hebrew עברית',
  hi: 'hindi हिन्दी',
  it: 'italian italiano',
  ja: 'japanese 日本語',
  ko: 'korean 한국어',
  nl: 'dutch nederlands',
  pl: 'polish polski',
  pt: 'portuguese português',
  ru: 'russian русский',
  tr: 'turkish türkçe',
  uk: 'ukrainian українська',
  zh: 'chinese 中文',
}

const CODE_OF_NAME = new Map(
  Object.entries(NAMES).flatMap(([code, names]) =>
    names.split(' ').map((name): [string, string] => [name, code]),
  ),
)

/** The BCP 47 tag that a text names, as "en_gb", "en-GB" or "English" do; null for anything else. */
export function readLanguage(text: string): string | null {
  const named = CODE_OF_NAME.get(text.toLowerCase())
  if (named) return named
  if (!/^[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3}$/i.test(text)) return null
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0] ?? null
  } catch {
    return null
  }
}
