import {
  type Report,
  ReportError,
  type ReportKind,
  type ReportRange,
  type ReportRecord,
  type Reports,
} from './reports.ts'

export interface BogusReports extends Reports {
  /** What it reports. Tests add to it as time goes on. */
  readonly records: ReportRecord[]
  /** What was asked for, in order. */
  readonly asked: ({ kind: ReportKind } & ReportRange)[]
  /** Counted with each answer, as records that nobody can read. */
  unreadable: number
  /** The next questions fail with these, one each. */
  readonly failures: string[]
}

/** A reporting service in memory for tests of operations. */
export function createBogusReports(records: ReportRecord[] = []): BogusReports {
  const asked: BogusReports['asked'] = []
  const failures: string[] = []

  const reports: BogusReports = {
    records: [...records],
    asked,
    failures,
    unreadable: 0,
    async read(kind, range) {
      asked.push({ kind, ...range })
      const failure = failures.shift()
      if (failure !== undefined) throw new ReportError(failure)
      return {
        records: reports.records.filter((record) => isIn(record, kind, range)),
        unreadable: reports.unreadable,
      }
    },
    async *parts(kind, range): AsyncGenerator<Report, void> {
      yield await reports.read(kind, range)
    },
    close: async () => {},
  }
  return reports
}

/** By the time of settlement or return where a record has one, else by when it was taken. */
function isIn(record: ReportRecord, kind: ReportKind, { from, to }: ReportRange): boolean {
  const at = record.completedAt ?? record.at
  return record.kind === kind && (at === null || (at >= from && at <= to))
}

/** A record with the fields that a test is not about filled in. */
export const reportRecord = (
  changes: Partial<ReportRecord> & Pick<ReportRecord, 'kind'>,
): ReportRecord => ({
  at: null,
  transactionId: '',
  gatewayId: '',
  terminalId: 'TESTTERMINAL',
  requestType: 'SALE',
  actionCode: '000',
  responseText: 'APPROVED',
  approvalCode: null,
  amountCents: null,
  token: null,
  paymentReference: null,
  status: null,
  completedAt: null,
  details: {},
  ...changes,
})
