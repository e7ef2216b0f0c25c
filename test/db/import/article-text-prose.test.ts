import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readArticleText } from '../../../db/import/article-text.ts'

/** Sentences that open or speak as furniture, credits, notes and terms do, and are none. */
const SENTENCES = [
  'Subscribe buttons cost papers more than they bring, a study of 40 titles found.',
  'Subscribers left in great numbers after the newsletter was closed.',
  'Copyright law was on their side, and it has been since 1998.',
  'The copyright owner was asked twice and gave no answer.',
  'Fair use of protected content was the question before the court.',
  'He reprinted the article without permission, the publisher said.',
  'The judge ruled that the letters may not be published before June.',
  'All rights reserved for the navy were given back in the spring.',
  'The views of the council do not reflect those of the town, she said.',
  'The city will not be responsible for the damage, the mayor wrote.',
  'Her software is released under a free licence that she wrote.',
  'Credit Suisse said on Friday that it would close the branch.',
  'Photographs from the archive show the old quay under snow.',
  'Image by image, the film was put together again.',
  'Illustrations from the first printing sold for a record sum.',
  'Stories from the front rarely reach the capital.',
  'More from the mill was promised and never came.',
  'Comments on the bill close on Friday at noon.',
  'Comment from the ministry was not to be had.',
  'Share prices fell for the ninth day in a row.',
  'Share this bread, the old song says.',
  'Follow the money and you find the ferry company.',
  'Like us, the owls are awake at night.',
  'Join us or go home, the strikers shouted.',
  'Support our troops, the sign above the bar said.',
  'Help us, she cried, and nobody moved.',
  'We need a new bridge.',
  'We rely on the river for everything.',
  'Your support is not wanted, he told the delegation.',
  'Give now or give later, the collectors told the farmers.',
  'Donate Life, a charity, counted 300 new donors.',
  'Donations to the hospital doubled within a week.',
  'Become a doctor, his mother had said, and he did.',
  'Contact with the ship was lost at noon.',
  'Contact to the tower broke off twice.',
  'Press contacts between the two governments ended in May.',
  'Click and collect has killed the high street, shopkeepers say.',
  'Watch towers were built along the road in the autumn.',
  'Read in full, the report says less than its summary.',
  'Related charges against two men were dropped.',
  'Home prices rose by a tenth.',
  'Updates to the law came into force in January.',
  'Corrections officers walked out of two prisons.',
  'Translated from the Greek, the word means a ferry.',
  'Reporting by two papers found otherwise in 2019.',
  'Written by hand, the list had 300 names.',
  'This story is as old as the harbour.',
  'The story ran in the Morning Post for nine days.',
  'First published in Paris, the book was banned at home.',
  'Originally published in 1923, the map shows no border.',
  'Her novel was translated and published in 40 languages.',
  'Disclaimers are printed on every box.',
  'By Friday, the army had left the town.',
  'By the time the boat came, the quay was empty.',
  'Published reports put the figure at ninety.',
  'Source after source denied it.',
  'Region by region, the count went on.',
  'Ends do not meet in the valley any more.',
  'London (which voted last) was silent.',
]

const FILLER = ['The night was long and the ferry was late.', 'Nobody on the quay had seen it leave.']

for (const sentence of SENTENCES) {
  test(`stays in the body wherever it stands: ${sentence}`, () => {
    const [one = '', two = ''] = FILLER
    for (const paragraphs of [
      [sentence, one, two],
      [one, sentence, two],
      [one, two, sentence],
    ]) {
      const article = readArticleText(`A headline\n\nBy Ada Lund\n\n${paragraphs.join('\n\n')}`)
      assert.deepEqual(article.body.split('\n\n'), paragraphs)
    }
  })
}

/** Lines that are furniture as a whole, by the reason they go for. */
const FURNITURE: Readonly<Record<string, readonly string[]>> = {
  newsletter: [
    'To receive our daily newsletter, [click here](#).',
    '[Subscribe](#)',
    'Sign up for our morning briefing.',
    'Get the best of the week in your inbox.',
  ],
  share: [
    '[Share](#) [Tweet](#) [Email](#)',
    'Please share this article widely.',
    'Facebook | Twitter | LinkedIn',
  ],
  'follow us': [
    'Follow us on [Example](#).',
    'Follow Ada Lund on Mastodon: @ada.',
    'Join our Telegram channel',
  ],
  donation: [
    '[Donation drive: we are halfway there](#)',
    'Donate now.',
    'Help us keep the lights on.',
    'We rely on readers like you.',
  ],
  membership: ['[Become a Member of the Harbour Ledger](#)', 'Become a monthly supporter today.'],
  comment: ['3 Comments', 'Leave a comment', 'Comment on this story on our Facebook page'],
  'related articles': ['Read more: The ferry that never came', 'Related articles', '[You may also like](#)'],
  'articles by': ['More articles by Ada Lund', 'Articles by: [Ada Lund](#)'],
  contact: ['For media inquiries: press@ledger.example', 'Contact us', 'Got a tip? Write to us.'],
  advertisement: ['Advertisement', 'ADVERTISEMENT', 'Story continues below'],
  navigation: ['Skip to content', 'Back to top', 'Page 2 of 5', 'Home > News > Science'],
  'reading time': ['5 min read', 'Reading time: 4 minutes'],
}

for (const [reason, lines] of Object.entries(FURNITURE)) {
  for (const line of lines) {
    test(`goes for its ${reason} wherever it stands: ${line}`, () => {
      for (const paragraphs of [
        [line, ...FILLER],
        [FILLER[0], line, FILLER[1]],
        [...FILLER, line],
      ]) {
        const article = readArticleText(`A headline\n\nBy Ada Lund\n\n${paragraphs.join('\n\n')}`)
        assert.equal(article.body, FILLER.join('\n\n'))
        assert.deepEqual(
          article.dropped.map((drop) => drop.reason),
          [reason],
        )
      }
    })
  }
}
