/**
 * P12: appends one request to a 100 MB log under a live ledger. Filled in with the watcher.
 * @returns {Promise<{ kilobytesRead: number, milliseconds: number } | undefined>} bytes read beyond the appended ones,
 * and line written → ledger revision; undefined while there is nothing to measure
 */
export async function appendToLargeLog() {
  return undefined;
}
