import type { Customer } from '../../src/splynx/splynx.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Field, FormActions } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { Heading, RowLink, Table, TwoLines } from '../components/table.tsx'
import { counted } from '../format.ts'
import { CustomerStatus, customerHref } from './customer-words.tsx'

export interface CustomersView {
  q: string
  error?: string
  /** Null before a search, and when Splynx could not be asked. */
  customers: readonly Customer[] | null
  partnerName: (id: number) => string
  isMore: boolean
  isSplynxAway: boolean
}

/** Splynx's customers by whatever they say on the phone. */
export const CustomersPanel = (view: CustomersView) => (
  <div class="stack">
    <Card>
      <form method="get" action="/admin/customers">
        <Field
          name="q"
          type="search"
          label="Search"
          hint="Name, login, e-mail or customer id"
          value={view.q}
          error={view.error}
          maxlength={100}
          autocomplete="off"
          spellcheck={false}
          required={false}
        />
        <FormActions>
          <Button look="primary" icon="search">
            Search
          </Button>
        </FormActions>
      </form>
    </Card>
    <Found {...view} />
  </div>
)

const Found = ({ customers, partnerName, isMore, isSplynxAway, q }: CustomersView) => {
  if (isSplynxAway) {
    return (
      <Notice tone="danger" title="Splynx does not answer">
        Customers are kept there, so they cannot be searched now. Please try again in a minute.
      </Notice>
    )
  }
  if (customers === null) return null
  if (customers.length === 0) {
    return (
      <Card flush>
        <Empty icon="users" title="No customer matches">
          Nobody in Splynx has “{q}” in the name, login or e-mail, or as the customer id.
        </Empty>
      </Card>
    )
  }
  return (
    <Card
      flush
      title={counted(customers.length, 'customer')}
      lead={isMore && 'There are more: type a little more of the name.'}
    >
      <Table
        caption="Customers"
        pairs
        head={
          <>
            <Heading>Customer</Heading>
            <Heading numeric>Id</Heading>
            <Heading>E-mail</Heading>
            <Heading>Phone</Heading>
            <Heading>Partner</Heading>
            <Heading>Status</Heading>
          </>
        }
      >
        {customers.map((customer) => (
          <tr>
            <td>
              <TwoLines
                first={<RowLink href={customerHref(customer.id)}>{customer.name}</RowLink>}
                second={customer.login}
              />
            </td>
            <td class="numeric">{customer.id}</td>
            <td>{customer.email || '–'}</td>
            <td class="number">{customer.phone || '–'}</td>
            <td>{partnerName(customer.partnerId)}</td>
            <td>
              <CustomerStatus status={customer.status} />
            </td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}
