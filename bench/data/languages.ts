/** A language of the articles: what its words are made of, and its commonest real ones, which searches leave out. */
export interface Language {
  tag: string
  /** Of the articles, in percent. */
  share: number
  onsets: readonly string[]
  vowels: readonly string[]
  codas: readonly string[]
  common: readonly string[]
}

const language = (
  tag: string,
  share: number,
  sounds: Record<'onsets' | 'vowels' | 'codas' | 'common', string>,
): Language => ({
  tag,
  share,
  onsets: sounds.onsets.split(' '),
  vowels: sounds.vowels.split(' '),
  codas: sounds.codas.split(' '),
  common: sounds.common.split(' '),
})

const ENGLISH = language('en', 70, {
  onsets: 'b br c ch d dr f fl g gr h j k l m n p pl pr qu r s sh st t th tr v w',
  vowels: 'a e i o u ai ea ou',
  codas: 'n r l st nd ck m t rd ng',
  common: 'the of to and in a that is was for on with as by at from it be are this not have had but',
})

/** The language of what recorders write: claims, titles and summaries of events, reviews. */
export const RECORDERS_LANGUAGE = ENGLISH

/** All of them, the commonest first. */
export const LANGUAGES: readonly Language[] = [
  ENGLISH,
  language('es', 7, {
    onsets: 'b c ch d f g gr h j l ll m n ñ p pr qu r s t tr v z',
    vowels: 'a e i o u á é í ó ue ie',
    codas: 'n r l s d z',
    common: 'de la que el en y a los se del las un por con no una su para es al lo como',
  }),
  language('fr', 6, {
    onsets: 'b bl c ch d f fr g gn j l m n p pl qu r s t tr v',
    vowels: 'a e i o u é è ê ou eau oi ai',
    codas: 'n r l t s que',
    common: 'de la le et les des en un du une que est pour qui dans par plus pas au sur ne se',
  }),
  language('ar', 5, {
    onsets: 'ب ت ث ج ح خ د ر ز س ش ص ض ط ع غ ف ق ك ل م ن ه',
    vowels: 'ا و ي',
    codas: 'ن ر ل م د ت ة',
    common: 'في من على أن إلى التي عن لا ما هذا هذه كان مع الذي قد بعد بين كل',
  }),
  language('ru', 4, {
    onsets: 'б в г д ж з к л м н п р с т ф х ц ч ш пр ст тр',
    vowels: 'а е и о у ы я ю',
    codas: 'н р л т с к м й в',
    common: 'и в не на что с по как это он но из за от так для же к до вы бы',
  }),
  language('de', 4, {
    onsets: 'b br d dr f g gr h j k l m n p pf r s sch st t tr v w z',
    vowels: 'a e i o u ä ö ü ei au eu',
    codas: 'n r l t cht ng rt st',
    common: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es',
  }),
  language('fa', 2, {
    onsets: 'ب پ ت ج چ ح خ د ر ز ژ س ش ف ق ک گ ل م ن و ه',
    vowels: 'ا و ی',
    codas: 'ن ر ل م د ت ش',
    common: 'و در به از که این را با است برای آن یک خود تا بر هم نیز',
  }),
  language('pt', 1, {
    onsets: 'b c ch d f g j l lh m n nh p pr qu r s t tr v z',
    vowels: 'a e i o u ã é ó ê ei ou',
    codas: 'r l s m z',
    common: 'de a o que e do da em um para com não uma os no se na por mais as dos',
  }),
  language('tr', 1, {
    onsets: 'b c ç d f g h k l m n p r s ş t v y z',
    vowels: 'a e ı i o ö u ü',
    codas: 'n r l k m ş t z',
    common: 've bir bu da de için ile çok ne daha gibi en ama kadar olarak sonra',
  }),
]
