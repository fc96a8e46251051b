/**
 * Flags of V8 for a process that reads logs for a second or two (measured with V8 13.6). Told to spare the battery it optimizes later: 13 to
 * 15 % less CPU for 1 GB. To unroll the kernel's loops it took 30 ms, and they were no faster. What is called 400 times is not yet worth
 * its compiling, and a heap of 10 MB not that it be marked for each 8 MB more: together 4 to 5 % of 1 GB, of 3 GB nothing. A V8 that does not
 * know the words says so, or does not start: it is given none.
 */
export function readingFlags(v8: string): readonly string[] {
  if (!/^1[34]\./.test(v8)) return [];
  return [
    '--battery-saver-mode',
    '--no-wasm-loop-unrolling',
    '--invocation-count-for-maglev=1000',
    '--heap-growing-percent=400',
  ];
}
