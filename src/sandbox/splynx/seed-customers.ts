import type { WorldBankAccount, WorldCard } from '../world.ts'
import { firstAtLeast } from './column-index.ts'
import type { Survey } from './seed-survey.ts'
import { CodedColumn, ConstantColumn, DerivedColumn, NumberColumn } from './seeded-column.ts'
import type { Seeded } from './seeded-rows.ts'

// Customers of the world as tables start with them, under the ids 1 to the last.

const upTo = (count: number) => Uint32Array.from({ length: count }, (_, at) => at + 1)

const DRAWN = [
  'login',
  'name',
  'email',
  'billing_email',
  'phone',
  'street_1',
  'zip_code',
  'city',
] as const

export function seededCustomers({ world, terms, customer }: Survey): Seeded {
  const added = new DerivedColumn((at) => world.dateAdded(at + 1))
  return {
    ids: upTo(world.customersCount),
    columns: {
      status: new CodedColumn(customer.status, terms.status.values),
      billing_type: new CodedColumn(customer.billingType, terms.billingType.values),
      category: new CodedColumn(customer.category, terms.category.values),
      partner_id: new NumberColumn(customer.partnerId),
      location_id: new NumberColumn(customer.locationId),
      added_by: new ConstantColumn('admin'),
      date_add: added,
      conversion_date: added,
    },
    drawn: {
      names: DRAWN,
      draw(at) {
        const { login, name, email, phone, street, zip, city } = world.identity(at + 1)
        const address = { street_1: street, zip_code: zip, city }
        return { login, name, email, billing_email: email, phone, ...address }
      },
    },
    // Logins and addresses carry the id of their owner; the first customer is called `customer`.
    locate(name, value) {
      if (name !== 'login' && name !== 'email') return null
      const digits = /(\d+)(?:@|$)/.exec(String(value))?.[1]
      return digits === undefined ? [1] : [Number(digits)]
    },
  }
}

export const seededCustomerInfo = ({ world }: Survey): Seeded => ({
  ids: upTo(world.customersCount),
  columns: {},
})

export const seededBilling = ({ world, customer }: Survey): Seeded => ({
  ids: upTo(world.customersCount),
  columns: {
    deposit: new NumberColumn(customer.deposit),
    payment_method: new DerivedColumn((at) => String(customer.paymentMethodId[at])),
  },
})

/** The classic row holds one card and one bank account (Splynx facts §2.5). */
export function seededAccountData({ world, savers }: Survey): Seeded {
  return {
    ids: upTo(savers.length),
    columns: {
      account_id: new ConstantColumn(1),
      customer_id: new NumberColumn(savers),
    },
    drawn: {
      names: FIELDS,
      draw(at) {
        const { cards, bankAccounts } = world.saved(savers[at] as number)
        return { ...cardFields(cards[0]), ...accountFields(bankAccounts[0]) }
      },
    },
    locate(name, value) {
      if (name !== 'customer_id') return null
      const at = firstAtLeast(savers.length, Number(value), (place) => savers[place] as number)
      return savers[at] === value ? [at + 1] : []
    },
  }
}

const FIELDS = [1, 2, 3, 4, 6, 7, 8, 9].map((number) => `field_${number}`)

const cardFields = (card: WorldCard | undefined) =>
  card && {
    field_1: card.token,
    field_2: card.holder,
    field_3: card.last4,
    field_4: `${card.expYear}-${String(card.expMonth).padStart(2, '0')}`,
  }

const accountFields = (account: WorldBankAccount | undefined) =>
  account && {
    field_6: account.token,
    field_7: account.aba,
    field_8: account.holder,
    field_9: account.type,
  }
