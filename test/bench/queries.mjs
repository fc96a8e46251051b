/**
 * P9: how long the slowest query of any screen takes at a million requests. Filled in with the ledger.
 * @returns {Promise<number | undefined>} milliseconds, or undefined while there is nothing to measure
 */
export async function slowestQuery() {
  return undefined;
}
