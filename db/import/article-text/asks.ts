export const RELATED = 'related articles'

/**
 * What a site asks of its readers, sentence by sentence: [reason, beginning of the sentence]. A line is furniture
 * when its sentences are. To teach it another kind, add a row; never name a site.
 */
export const ASKS: readonly (readonly [string, RegExp])[] = [
  [
    'newsletter',
    /^(?:please )?(?:to (?:receive|get)|receive|get|sign[- ]up|subscribe|enter your)\b.{0,200}\b(?:newsletters?|inbox|e-?mails?|alerts?|briefings?|channels?|podcasts?|updates)\b/,
  ],
  [
    'newsletter',
    /^(?:please )?(?:subscribe|sign[- ]up|unsubscribe|(?:our |daily |weekly )?newsletters?)(?: (?:now|here|today|for free|below|to .{1,60}))?[.!:]?$/,
  ],
  [
    'share',
    /^(?:please )?(?:click|use|hit|press|tap)(?: on)? (?:the|our) (?:share|translate|print|e-?mail)\b.{0,20}\b(?:buttons?|icons?|links?)\b/,
  ],
  [
    'share',
    /^(?:please )?(?:feel free to |kindly )?(?:re-?post|share|forward|spread) (?:and share )?(?:this|these|our|widely|on|via|it with|with your|the (?:word|article|story))\b/,
  ],
  ['share', /^(?:please )?feel free to (?:re-?post|share|forward|re-?publish)\b/],
  [
    'share',
    /^(?:(?:share|tweet|e-?mail|print|save|pin|like|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|copy link|flipboard|instagram)(?:[ |·•,/]+|$)(?:this(?: article| story)? ?|on |via |article )?)+$/,
  ],
  [
    'follow us',
    /^(?:please )?(?:and )?(?:follow|like|find|join|connect with|friend|watch) (?:us|me|our)\b.{0,160}/,
  ],
  [
    'follow us',
    /^follow .{1,80} on (?:twitter|x|facebook|instagram|telegram|linkedin|mastodon|threads|bluesky|youtube|tiktok|whatsapp)\b/,
  ],
  ['donation', /^(?:donation|fundrais(?:er|ing)|funding|pledge|membership)s? (?:drive|appeal|campaign)\b/],
  [
    'donation',
    /^(?:please )?(?:consider )?(?:make a |making a |give a )?(?:donat(?:e|ing|ions?)|chip(?:ping)? in|give|contribute)(?: (?:now|here|today|to (?:us|our|support|keep)|and support)\b.{0,160}|[.!]?$)/,
  ],
  [
    'donation',
    /^(?:please )?(?:help|support)(?:ing)? (?:us|our|independent|quality|public interest|the work of)\b.{0,200}/,
  ],
  [
    'donation',
    /^(?:we|our (?:journalism|reporting|work|site|newsroom)) (?:rely|relies|depend|depends|need|needs|(?:is|are) (?:funded|supported|free|powered|made possible))\b.{0,160}/,
  ],
  ['donation', /^your (?:support|donation|contribution|gift)s?\b.{0,160}/],
  [
    'membership',
    /^(?:please )?(?:become|be|join us as) (?:a|an|our) (?:\w+ )?(?:member|subscriber|supporter|patron|friend)\b.{0,120}/,
  ],
  ['membership', /^(?:already )?(?:a )?(?:member|subscriber)s?(?: only)?\?? ?(?:log|sign) ?in\b.{0,60}/],
  [
    'comment',
    /^(?:comments?|leave a (?:comment|reply)|add a comment|post a comment|join the (?:conversation|discussion)|(?:view|show|hide|read|see)(?: all)?(?: \d+)? comments|(?:no|\d[\d,.]*) (?:comments?|replies))(?: \(\d+\))?[.:]?$/,
  ],
  [
    'comment',
    /^(?:please )?(?:comment|discuss|share your (?:thoughts|views|opinion))\b.{0,120}\b(?:our|facebook|page|forum|below|comments)\b/,
  ],
  [
    RELATED,
    /^(?:read (?:more|also|next|on)|related(?: (?:articles?|stor(?:y|ies)|posts?|content|topics?|news|coverage|reading))?|see also|also read|more (?:from|on|in|by|stories)\b.{0,60}|(?:you (?:may|might) also like|recommended(?: for you)?|most (?:read|popular|viewed)|trending(?: now)?|don['’]t miss|editors?['’]?s? (?:picks?|choice)|latest news|top stories|up next|watch(?: now| more)?|listen))(?:[:|»>–—].{0,200}|)$/,
  ],
  [
    'articles by',
    /^(?:more |all |other |view all |read more )?(?:articles?|posts?|stories|entries) (?:by|from)\b.{0,160}/,
  ],
  [
    'contact',
    /^(?:for )?(?:media|press|general|other|all|business|advertising)(?: and \w+)? ?(?:inquir(?:y|ies)|enquir(?:y|ies)|quer(?:y|ies)|contacts?|requests)\b.{0,160}/,
  ],
  [
    'contact',
    /^(?:contact(?: us| the (?:author|writer|reporter|editors?|newsroom))?|write to (?:us|the author)|reach the author|e-?mail (?:us|the author)|send (?:us )?(?:tips|your))\b ?(?:[:@]|at\b|via\b|by\b|here\b|to\b|$).{0,160}/,
  ],
  ['contact', /^(?:do you )?(?:have|got) a (?:news )?(?:tip|story)\b.{0,160}/],
  [
    'advertisement',
    /^(?:advert(?:isement)?s?|ads?|ad feedback|sponsored(?: content| by .{1,60})?|promoted(?: content)?|paid (?:content|post)|(?:story|article) continues (?:below|after).{0,40}|scroll (?:down )?to continue.{0,40}|(?:continue|keep) reading(?: below)?.{0,40}|remove ads)[.:]?$/,
  ],
  [
    'navigation',
    /^(?:skip to (?:main )?(?:content|navigation)|(?:main |toggle )?(?:menu|navigation)|home|search|back to top|go back|back|log ?in|sign ?in|register|print(?: this)?(?: page| article)?|close|open|next(?: article| page)?|previous(?: article| page)?|loading\b.{0,3}|view original|original link|page \d+ of \d+|\d+ ?\/ ?\d+|(?:home|news|world)(?: ?[>»›/] ?[^>»›/]{1,40}){1,6})$/,
  ],
  [
    'reading time',
    /^(?:(?:estimated )?read(?:ing)? time:? ?)?(?:about )?\d{1,3}[ -]?min(?:ute)?s?\.?(?: of)?(?: read(?:ing)?(?: time)?| to read| listen)?$/,
  ],
  ['counter', /^\d[\d.,]*[km]? (?:views?|shares?|likes?|reads?|reactions?|followers?)$/],
  [
    'audio',
    /^(?:listen to (?:this|the) (?:article|story)|play (?:audio|video)|audio version|text to speech)\b.{0,80}/,
  ],
  ['app', /^(?:download|get|try) (?:the|our) .{0,40}\bapp\b.{0,80}/],
  [
    'cookies',
    /^(?:(?:we|this (?:web)?site) uses? cookies|accept (?:all )?cookies|cookie (?:policy|settings|preferences)|manage (?:cookies|consent))\b.{0,200}/,
  ],
  [
    'site links',
    /^(?:(?:privacy policy|terms (?:of (?:use|service)|(?:and|&) conditions)|about us|contact us|advertise(?: with us)?|site ?map|careers|accessibility|faqs?)(?:[ |·•,]+|$))+$/,
  ],
  ['comment in the source', /^<!--.{0,400}-->$/],
  ['click here', /^(?:please )?click (?:here|below|on the (?:link|image))\b.{0,160}/],
]
