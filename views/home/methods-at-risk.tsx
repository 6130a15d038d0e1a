import type { ListedMethod } from '../../src/db/open-work/of-methods.ts'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Method, Moment } from '../components/figures.tsx'
import { Heading, RowLink, Table, TwoLines } from '../components/table.tsx'
import { cardExpiry, counted } from '../format.ts'

/** Customers who have to be asked for a new card or account. */
export const MethodsAtRisk = ({
  methods,
  isFull,
  zone,
}: {
  methods: readonly ListedMethod[]
  /** There may be more. */
  isFull: boolean
  zone: string
}) => (
  <Card title={`${isFull ? 'The first ' : ''}${counted(methods.length, 'method')}`} flush>
    {methods.length === 0 ? (
      <Empty icon="check_circle" title="Nobody is left" />
    ) : (
      <Table
        caption="Methods"
        head={
          <>
            <Heading>Customer</Heading>
            <Heading>Method</Heading>
            <Heading>Ends</Heading>
            <Heading>Changed</Heading>
          </>
        }
      >
        {methods.map((method) => (
          <tr>
            <td>
              <TwoLines
                first={
                  <RowLink href={`/admin/customers/${method.customer_id}`}>
                    Customer {method.customer_id}
                  </RowLink>
                }
                second={method.holder_name}
              />
            </td>
            <td>
              <Method
                kind={method.kind}
                brand={method.brand}
                last4={method.last4}
                accountType={method.account_type}
              />
            </td>
            <td>
              {method.disabled_reason ??
                (method.exp_month && method.exp_year
                  ? cardExpiry(method.exp_month, method.exp_year)
                  : '')}
            </td>
            <td>
              <Moment at={method.updated_at} zone={zone} />
            </td>
          </tr>
        ))}
      </Table>
    )}
  </Card>
)
