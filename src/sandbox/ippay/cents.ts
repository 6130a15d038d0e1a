/**
 * Cents that the test system approves; any other ending of the amount selects a decline
 * (IPpay facts §10, the approving list).
 */
const APPROVING = new Set([
  0, 8, 9, 10, 11, 16, 17, 18, 20, 22, 23, 24, 25, 26, 27, 45, 46, 47, 48, 49, 50, 56, 60, 64, 66,
  67, 68, 69, 70, 71, 72, 73, 74, 79, 86, 87, 88, 89, 95, 97, 98, 99,
])

export const isApprovingAmount = (cents: number): boolean => APPROVING.has(cents % 100)
