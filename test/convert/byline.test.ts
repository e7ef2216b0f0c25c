import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseByline } from './byline.ts'

describe('parseByline', () => {
  const names = (byline: string) => parseByline(byline).map(({ name }) => name)

  it('tells several authors apart, however they are joined', () => {
    assert.deepEqual(names("ANN LEE, BO O'HARA and CY JR."), ['Ann Lee', "Bo O'Hara", 'Cy Jr.'])
    assert.deepEqual(names('Ann Lee,Bo Ray'), ['Ann Lee', 'Bo Ray'])
    assert.deepEqual(names('Ann Lee,, Bo Ray, and Cy Fox'), ['Ann Lee', 'Bo Ray', 'Cy Fox'])
    assert.deepEqual(names('ANN LEE and Ann Lee'), ['Ann Lee'])
  })

  it('finds nobody where nobody is named', () => {
    for (const byline of ['None', ' ', ', ,', 'ELECTIONS 2016']) assert.deepEqual(names(byline), [])
  })

  it('names an agency in full, whatever its printed form', () => {
    const [author] = parseByline('By THE ASSOCIATED PRESS')
    assert.deepEqual(author, { name: 'Associated Press', kind: 'AGENCY', affiliations: [] })
    assert.deepEqual(names('AFP'), ['Agence France-Presse'])
  })

  it('takes a body after a person for an affiliation, alone for an author', () => {
    assert.deepEqual(parseByline('Ann Lee, @annlee, USA TODAY'), [
      { name: 'Ann Lee', kind: 'PERSON', affiliations: ['USA TODAY'] },
    ])
    assert.equal(parseByline('Breitbart News')[0]?.kind, 'ORGANIZATION')
  })

  it('leaves out titles, addresses, sentences and contributors, and joins a name cut by a comma', () => {
    assert.deepEqual(names('Dr. Ann Lee'), ['Ann Lee'])
    assert.deepEqual(names('By ANN B. LEE. Email: ann@example.com,Twitter: @annlee'), ['Ann B. Lee'])
    assert.deepEqual(names('By ANN LEE,Bo Ray contributed reporting from Rome.'), ['Ann Lee'])
    assert.deepEqual(names('Ann , Lee, USA TODAY'), ['Ann Lee'])
  })
})
