import { Random } from './world-random.ts'

export interface Place {
  id: number
  name: string
  /** The partner that most of its customers belong to. */
  partnerId: number
  towns: readonly (readonly [city: string, zip: string])[]
}

export const PARTNERS = [
  { id: 1, name: 'Prairie Fiber' },
  { id: 2, name: 'Lakeshore Broadband' },
  { id: 3, name: 'High Plains Wireless' },
] as const

export const PLACES: readonly Place[] = [
  {
    id: 1,
    name: 'Bismarck',
    partnerId: 1,
    towns: [
      ['Bismarck', '58501'],
      ['Mandan', '58554'],
      ['Lincoln', '58504'],
    ],
  },
  {
    id: 2,
    name: 'Fargo',
    partnerId: 1,
    towns: [
      ['Fargo', '58102'],
      ['West Fargo', '58078'],
      ['Moorhead', '56560'],
    ],
  },
  {
    id: 3,
    name: 'Duluth',
    partnerId: 2,
    towns: [
      ['Duluth', '55802'],
      ['Two Harbors', '55616'],
      ['Superior', '54880'],
    ],
  },
  {
    id: 4,
    name: 'Rapid City',
    partnerId: 3,
    towns: [
      ['Rapid City', '57701'],
      ['Box Elder', '57719'],
      ['Sturgis', '57785'],
    ],
  },
]

const GIVEN =
  'Ada Amos Beatriz Carl Chloë Dale Dana Edith Elias Erin Frank Grace Hank Ingrid Iris Jack Jonah José June Karen Lars Leah Luis Mabel Marcus Nadia Nina Olaf Owen Pearl Quinn Ray Rosa Ruth Sam Signe Tess Theo Uma Vera Walt Wendy Yusuf Zoë'.split(
    ' ',
  )
const FAMILY =
  "Anderson Baker Berg Carlson Clark Dahl Davis Ericson Fischer Garcia Hansen Haugen Iverson Jensen Johnson Keller Larson Lee Martinez Meyer Miller Moen Nelson Nguyen Núñez O'Brien Olson Patel Peterson Quist Rivera Ruiz Sanders Schmidt Smith Solberg Swenson Thompson Torgerson Ullman Vogel Weber White-Bear Young Zimmer".split(
    ' ',
  )
// The ampersand is there on purpose: careless XML breaks on it.
const TRADES = ['& Sons', 'Farms LLC', 'Dental Clinic', 'Auto & Tire', 'Realty', 'Bakery, Inc.']
const STREETS = [
  'Tower Road',
  'Main Street',
  '4th Avenue NE',
  'Prairie View Drive',
  'County Road 9',
]
const STREETS_TOO = [
  'Lakeside Lane',
  'Railroad Avenue',
  'Elm Street',
  "St. Mary's Way",
  'Dakota Loop',
]

export interface Identity {
  name: string
  category: 'person' | 'company'
  login: string
  password: string
  email: string
  phone: string
  street: string
  city: string
  zip: string
  partnerId: number
  locationId: number
}

/** Who customer `id` is; a pure function of seed and id. */
export function identityOf(seed: number, id: number): Identity {
  const random = new Random(seed, id, 1)
  const given = id === 1 ? 'Ada' : random.pick(GIVEN)
  const family = id === 1 ? 'Miller' : random.pick(FAMILY)
  const isCompany = id !== 1 && random.chance(0.07)
  const place = random.pick(PLACES)
  const [city, zip] = random.pick(place.towns)
  const handle = `${plain(given)}.${plain(family)}${id}`
  return {
    name: isCompany ? `${family} ${random.pick(TRADES)}` : `${given} ${family}`,
    category: isCompany ? 'company' : 'person',
    login: id === 1 ? 'customer' : handle,
    password: id === 1 ? 'customer' : `pass-${random.between(100_000, 999_999)}`,
    email: `${handle}@example.${random.pick(['com', 'net', 'org'])}`,
    phone: `701-555-${String(random.between(100, 199)).padStart(4, '0')}`,
    street: `${random.between(1, 9_999)} ${random.pick([...STREETS, ...STREETS_TOO])}`,
    city,
    zip,
    partnerId: random.chance(0.85) ? place.partnerId : random.pick(PARTNERS).id,
    locationId: place.id,
  }
}

/** `Núñez` → `nunez` */
const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
