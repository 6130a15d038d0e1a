import type { Reply } from '../rest.ts'
import type { Splynx } from '../splynx.ts'
import { logIn, logOut, type PageCall, showLogIn, withPerson } from './log-in.ts'
import { showPortal } from './portal.ts'
import {
  showCustomer,
  showCustomers,
  showInvoices,
  showStaffHome,
  showStatements,
} from './staff.ts'

export type { PageCall } from './log-in.ts'

// The few pages of Splynx that a person needs to reach the add-on, and that show where its entry
// points lead: both logins, the portal, and what the staff has of customers and invoices.

/** Null when no page has this address. */
export function showPage(splynx: Splynx, call: PageCall): Reply | null {
  const staff = (show: (splynx: Splynx, call: PageCall) => Reply) =>
    withPerson(splynx, call, 'staff', () => show(splynx, call))
  switch (`${call.method} ${call.path}`) {
    case 'GET ':
      return { status: 302, headers: { Location: '/portal/' } }
    case 'GET admin/login':
      return showLogIn('staff', call, '')
    case 'GET portal/login':
      return showLogIn('customer', call, '')
    case 'POST admin/login':
      return logIn(splynx, 'staff', call)
    case 'POST portal/login':
      return logIn(splynx, 'customer', call)
    case 'POST logout':
      return logOut(splynx, call)
    case 'GET portal':
      return withPerson(splynx, call, 'customer', (id) => showPortal(splynx, id))
    case 'GET admin':
      return staff(showStaffHome)
    case 'GET admin/customers':
      return staff(showCustomers)
    case 'GET admin/customers/view':
      return staff(showCustomer)
    case 'GET admin/finance/invoices':
      return staff(showInvoices)
    case 'GET admin/finance/payment-statements':
      return staff(showStatements)
    default:
      return null
  }
}
