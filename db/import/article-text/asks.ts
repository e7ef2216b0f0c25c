export const RELATED = 'related articles'

/**
 * What a site asks of its readers, sentence by sentence, in small letters and without "please". A sentence that opens
 * so is furniture. To teach it another, add a row [reason, opening]; never name a site, and let no sentence of an
 * article open so: where a verb has other uses, name what it is asked for.
 */
export const ASKS: readonly (readonly [string, RegExp])[] = [
  ['newsletter', /^(?:receive|get|sign[- ]up|subscribe)\b.{0,120}\b(?:newsletters?|inbox|briefings?)\b/],
  ['newsletter', /^to (?:receive|get) .{0,120}\b(?:newsletters?|e-?mails?|alerts|updates)\b/],
  ['newsletter', /^(?:sign[- ]up|subscribe) (?:to|for) (?:our|my)\b/],
  ['newsletter', /^(?:un)?subscribe(?: (?:now|here|today|for free|below))?[.!:]?$/],
  ['newsletter', /^sign[- ]up(?: (?:now|here|today|for free|below))?[.!:]?$/],
  ['newsletter', /^(?:our |daily |weekly )?newsletters?[.!:]?$/],
  ['newsletter', /^(?:sign[- ]up|subscribe)\b.{0,40}\bto (?:receive|support|read|keep)\b/],
  ['newsletter', /^thanks for (?:reading|subscribing)\b/],
  ['newsletter', /^enter your e-?mail\b/],

  ['share', /^(?:click|use|hit|press|tap)(?: on)? (?:the|our) (?:share|translate|print|e-?mail)\b/],
  ['share', /^(?:feel free to|kindly) (?:re-?post|share|forward|re-?publish)\b/],
  ['share', /^(?:re-?post|share|forward) (?:this|the) (?:article|story|post|page|piece|report)\b/],
  ['share', /^(?:re-?post|share|forward) (?:widely\b|(?:this|it) (?:on|via|with)\b|(?:on|via) \w+$)/],
  ['share', /^share this[.!:]?$/],
  ['share', /^(?:(?:share|tweet|e-?mail|print|save|pin|like|copy link|whatsapp|telegram)(?:[ |·•,/]+|$))+$/],
  ['share', /^(?:(?:facebook|twitter|x|linkedin|reddit|pinterest|instagram|flipboard)(?:[ |·•,/]+|$))+$/],

  ['follow us', /^(?:follow|like|find|friend|connect with) (?:us|me) (?:on|at|via)\b/],
  ['follow us', /^(?:follow|join) us[.!:]?$/],
  ['follow us', /^join (?:us|our) .{0,40}\b(?:telegram|whatsapp|facebook|discord|channel|community|today)\b/],
  ['follow us', /^follow .{1,80} on (?:twitter|x|facebook|instagram|telegram|linkedin|youtube|whatsapp)\b/],
  ['follow us', /^follow .{1,80} on (?:bluesky|mastodon|threads|tiktok)\b/],

  ['donation', /^(?:donation|fundrais(?:er|ing)|pledge|membership) (?:drive|appeal|campaign)(?:$| ?[:!–—-])/],
  ['donation', /^(?:donate|chip in|contribute)(?: (?:now|here|today|to (?:us|our|support|keep))\b.*)?[.!]?$/],
  ['donation', /^(?:make|give|consider making|consider giving) a (?:donation|contribution)\b/],
  ['donation', /^(?:help|support) us (?:continue|keep|grow|to|by|reach)\b/],
  [
    'donation',
    /^(?:help|support) (?:our|independent|quality) (?:work|journalis[mt]s?|media|reporting|mission)\b/,
  ],
  [
    'donation',
    /^we (?:rely|depend|are funded|need)\b.{0,60}\b(?:your|readers|donations|supporters|subscribers)\b/,
  ],
  [
    'donation',
    /^our (?:journalism|reporting|work|site) (?:is|relies|depends)\b.{0,60}\b(?:you|readers|donations)\b/,
  ],
  ['donation', /^your (?:support|donation|contribution)s? .{0,80}\b(?:us|our|journalism|possible)\b/],

  ['membership', /^become (?:a|an) (?:\w+ )?(?:member|subscriber|supporter|patron)\b/],
  ['membership', /^(?:already )?(?:a )?(?:member|subscriber)\? ?(?:(?:log|sign) in)?\b/],

  ['comment', /^(?:comments?|leave a (?:comment|reply)|(?:add|post) a comment)(?: \(\d+\))?[.:]?$/],
  ['comment', /^join the (?:conversation|discussion)[.!:]?$/],
  ['comment', /^(?:view|show|hide|read|see)(?: all)?(?: \d+)? comments$/],
  ['comment', /^(?:no|\d[\d,.]*) (?:comments?|replies)$/],
  ['comment', /^(?:comment|discuss)\b.{0,80}\b(?:on our|our facebook|in the comments|below)\b/],
  ['comment', /^share your (?:thoughts|views|opinion)\b/],

  [RELATED, /^(?:read (?:more|also|next|on)|see also|also read|related|don['’]t miss|watch|listen) ?[:|»>]/],
  [RELATED, /^(?:read (?:more|also|next|on)|see also|also read|related|watch(?: now| more)?)[.…]{0,3}$/],
  [RELATED, /^related (?:articles?|stor(?:y|ies)|posts?|content|topics?|news|coverage|reading)[.:]?$/],
  [RELATED, /^(?:more (?:from|on|in) [^.!?]{1,40}|more stories|you (?:may|might) also like|latest news):?$/],
  [
    RELATED,
    /^(?:recommended(?: for you)?|most (?:read|popular|viewed)|trending(?: now)?|top stories|up next):?$/,
  ],
  [RELATED, /^(?:explore more|more) on (?:these topics|this (?:topic|story))[:.]?$/],
  [RELATED, /^editors?['’]?s? (?:picks?|choice):?$/],

  ['articles by', /^(?:articles?|posts?|stories) (?:by|from) ?:/],
  [
    'articles by',
    /^(?:more|all|other|view all|read more) (?:articles|posts|stories) (?:by|from)\b[^.!?]{0,80}$/,
  ],

  ['contact', /^(?:for )?(?:media|press|general|advertising)(?: \w+){0,2} (?:inquir|enquir|quer)(?:y|ies)\b/],
  ['contact', /^(?:for )?(?:media|press|general|advertising) (?:contacts?|requests?|office) ?[:@]/],
  [
    'contact',
    /^contact(?: us| the (?:author|writer|reporter|editors?|newsroom))? ?(?:[:@]|at\b|via\b|here\b|$)/,
  ],
  ['contact', /^(?:write to us|e-?mail us|reach (?:us|the author)|send (?:us )?(?:your )?tips)\b/],
  ['contact', /^(?:do you )?(?:have|got) a (?:news )?(?:tip|story)\b.{0,60}\?/],

  ['advertisement', /^(?:advert(?:isement)?s?|ads?|ad feedback|remove ads)[.:]?$/],
  ['advertisement', /^(?:sponsored|promoted|paid)(?: content| post| by .{1,60})?[.:]?$/],
  ['advertisement', /^(?:story|article) continues (?:below|after)\b/],
  ['advertisement', /^(?:scroll(?: down)? to continue|(?:continue|keep) reading)\b.{0,30}$/],

  ['navigation', /^skip to (?:main )?(?:content|navigation)$/],
  [
    'navigation',
    /^(?:(?:main |toggle )?(?:menu|navigation)|home|search|log ?in|sign ?in|register|loading.{0,3})$/,
  ],
  ['navigation', /^(?:back(?: to top)?|go back|next|previous)(?: article| page| story)?$/],
  ['navigation', /^(?:view original|original link|print this (?:page|article|story)|close)$/],
  ['navigation', /^(?:page )?\d+ (?:of|\/) \d+$/],
  ['navigation', /^(?:home|news|world)(?: ?[>»›/] ?[^>»›/]{1,40}){1,6}$/],

  [
    'reading time',
    /^(?:(?:estimated )?read(?:ing)? time:? ?)?\d{1,3}[ -]min(?:ute)?s?(?: read| to read| listen)?$/,
  ],
  ['reading time', /^(?:estimated )?read(?:ing)? time:? ?(?:about )?\d{1,3}\b.{0,20}$/],
  ['counter', /^\d{1,3}$/],
  ['counter', /^\d[\d.,]*[km]? (?:views?|shares?|likes?|reads?|reactions?|followers?)$/],
  ['audio', /^(?:listen to (?:this|the) (?:article|story)|play (?:audio|video)|audio version)\b.{0,60}$/],
  ['app', /^(?:download|get|try) (?:the|our) .{0,40}\bapp\b/],
  ['cookies', /^(?:we|this (?:web)?site) uses? cookies\b/],
  [
    'cookies',
    /^(?:accept (?:all )?cookies|cookie (?:policy|settings|preferences)|manage (?:cookies|consent))$/,
  ],
  [
    'site links',
    /^(?:(?:privacy policy|terms (?:of use|of service|and conditions)|about us)(?:[ |·•,]+|$))+$/,
  ],
  [
    'site links',
    /^(?:(?:contact us|advertise(?: with us)?|site ?map|careers|accessibility)(?:[ |·•,]+|$))+$/,
  ],
  ['click here', /^click (?:here|on the (?:link|image))\b/],
  ['comment in the source', /^<!--.{0,400}-->$/],
]
