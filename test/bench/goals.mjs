/** The limits of PERFORMANCE.md that the benchmark can measure. A limit may depend on the corpus. */

/** @typedef {{ id: string, what: string, unit: string, must: number, stretch: number }} Goal a figure passes at or below its limit */

const byCorpus = (corpus, usual, dense) => (corpus === 'C1d' ? dense : usual);

/** @returns {Goal[]} in the table's order */
export function goalsOf(corpus) {
  const memory = { C1: 130, C1d: 150, C3: 160 }[corpus] ?? 130;
  return [
    { id: 'P1', what: 'tokens off, all buckets by tool, model and day', unit: '', must: 0, stretch: 0 },
    {
      id: 'P2',
      what: 'cold scan, CPU ÷ cat',
      unit: '×',
      must: byCorpus(corpus, 5.5, 11),
      stretch: byCorpus(corpus, 3.5, 7),
    },
    { id: 'P2b', what: 'cold scan beyond cat, CPU a request', unit: 'µs', must: 13, stretch: 6 },
    { id: 'P3', what: 'cold scan, CPU ÷ ccusage', unit: '×', must: 0.6, stretch: 0.4 },
    { id: 'P3 wall', what: 'cold scan, wall ÷ ccusage', unit: '×', must: 1, stretch: 0.6 },
    {
      id: 'P4',
      what: 'cold scan, CPU ÷ tokscale, first run',
      unit: '×',
      must: byCorpus(corpus, 0.3, 0.42),
      stretch: 0.18,
    },
    {
      id: 'P4 wall',
      what: 'cold scan, wall ÷ tokscale, first run',
      unit: '×',
      must: byCorpus(corpus, 0.45, 0.6),
      stretch: 0.25,
    },
    { id: 'P5', what: 'cold scan, CPU ÷ ccusage 18 (JS)', unit: '×', must: 0.12, stretch: 0.08 },
    { id: 'P6', what: 'peak memory of the cold scan', unit: 'MB', must: memory, stretch: 100 },
    { id: 'P7', what: 'warm re-scan in the worker', unit: 'ms', must: 30, stretch: 15 },
    { id: 'P7 command', what: 'the same by a command that was just started', unit: 'ms' },
    { id: 'P8', what: 'warm report, CPU ÷ tokscale cached', unit: '×', must: 0.12, stretch: 0.07 },
    { id: 'P8 ccusage', what: 'warm report, CPU ÷ ccusage', unit: '×', must: 0.025, stretch: 0.015 },
    { id: 'P9', what: 'slowest query at 1 M requests', unit: 'ms', must: 20, stretch: 5 },
    { id: 'P10', what: 'ledger bytes a request', unit: 'B', must: 130, stretch: 90 },
    { id: 'P11', what: "host's longest stall in a cold scan, beyond idle", unit: 'ms', must: 8, stretch: 1 },
    { id: 'P12', what: 'append to a 100 MB log: bytes read beyond the appended', unit: 'KB', must: 64, stretch: 64 },
    {
      id: 'P12 live',
      what: 'append to a 100 MB log: line written → ledger revision',
      unit: 'ms',
      must: 1000,
      stretch: 250,
    },
    { id: 'P13', what: 'activation, load and call, beyond an empty extension', unit: 'ms', must: 15, stretch: 5 },
    { id: 'P13 all', what: 'the same in all', unit: 'ms', must: 50, stretch: 50 },
    { id: 'P15', what: 'extension.cjs', unit: 'KB', must: 60, stretch: 40 },
    { id: 'P15 page', what: 'first page chunk with what it imports at once', unit: 'KB', must: 250, stretch: 200 },
    { id: 'P15 VSIX', what: 'VSIX', unit: 'MB', must: 2.5, stretch: 2 },
    {
      id: 'P16',
      what: "a home never read: today's figure exact, from the start of counting",
      unit: 'ms',
      must: 2000,
      stretch: 1000,
    },
    { id: 'P17', what: 'sidebar: document begun → painted with figures', unit: 'ms', must: 300, stretch: 150 },
    { id: 'P17 tab', what: 'sidebar: click on a tab → painted', unit: 'ms', must: 50, stretch: 16 },
    {
      id: 'P18',
      what: "a row of a tool's 1 GB database changed: peak memory beyond a bare Node",
      unit: 'MB',
      must: 60,
      stretch: 40,
    },
  ];
}

/** One line of the table: measured, limits, verdict. */
export function goalLine(goal, figure) {
  const shown = figure === undefined ? 'not measured' : `${rounded(figure)} ${goal.unit}`.trim();
  const verdict =
    figure === undefined || goal.must === undefined
      ? '–'
      : figure > goal.must
        ? 'MISS'
        : figure > goal.stretch
          ? 'pass'
          : 'pass (stretch)';
  return `| ${goal.id} | ${goal.what} | ${shown} | ${limit(goal.must)} | ${limit(goal.stretch)} | ${verdict} |`;
}

function limit(value) {
  return value === undefined ? '' : `≤ ${value}`;
}

export function rounded(value) {
  return value === 0 ? '0' : Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
