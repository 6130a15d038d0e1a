import { moment } from '../format.ts'

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g

/** What was noted about a skip, with its points in time in the reader's zone. */
export const skipDetail = (detail: string, zone: string): string =>
  detail.replace(INSTANT, (instant) => moment(new Date(instant), zone))
