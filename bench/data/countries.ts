/** A real country code with a point about the middle of the country. */
export interface Country {
  code: string
  latitude: number
  longitude: number
}

/** The countries of the outlets, parties and places, the commonest first. */
export const COUNTRIES: readonly Country[] = `
  US 39 -98|UA 49 32|SY 35 38|IQ 33 44|GB 54 -2|IL 31 35|PS 32 35|RU 56 38|YE 15 48|AF 34 66|SD 15 30|IR 32 53
  FR 47 2|DE 51 10|TR 39 35|LB 34 36|ET 9 39|ML 17 -4|NG 9 8|CD -3 24|MM 21 96|SO 5 46|LY 27 17|EG 27 30|IN 22 79
  PK 30 69|SA 24 45|CN 35 103|MX 23 -102|CO 4 -73|ES 40 -4|IT 43 12|PL 52 19|QA 25 51|JO 31 36|KE 0 38|BF 12 -2
  NE 17 8|TD 15 19|CM 6 12|CF 7 21|SS 7 30|MZ -18 35|VE 7 -66|HT 19 -72|BR -10 -53|PH 12 122|TH 15 101|ID -2 118
  JP 36 138|KR 36 128|AU -25 134|CA 57 -101|NL 52 5|BE 51 5|SE 62 16|CH 47 8|GR 39 22|RS 44 21|AM 40 45|AZ 40 48
  GE 42 43|KW 29 48|AE 24 54|ZA -29 25|TN 34 9|DZ 28 3|MA 32 -6|BD 24 90|LK 7 81`
  .split(/[|\n]/)
  .flatMap((line) => {
    const [code, latitude, longitude] = line.trim().split(' ')
    return code ? [{ code, latitude: Number(latitude), longitude: Number(longitude) }] : []
  })
