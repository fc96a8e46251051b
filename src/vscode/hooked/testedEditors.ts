/** Editor versions whose own key bindings for accepting a suggestion were held against ours, by a test in that editor. */
export interface TestedEditors {
  /** First and last minor version, both included. */
  readonly from: string;
  readonly to: string;
  /** Of the editor's bindings: `clausesHash` over them. A test in the editor computes it anew. */
  readonly clauses: string;
}

export const testedEditors: readonly TestedEditors[] = [{ from: '1.139', to: '1.139', clauses: 'fc7a3a8928d02b81' }];

/** Of the bindings that our manifest adds to; a test computes it anew. */
export const shippedClauses = 'fc7a3a8928d02b81';

/** Whether our bindings mean what the editor's mean in this version. */
export function isTested(version: string): boolean {
  const minor = minorOf(version);
  return testedEditors.some(
    ({ from, to, clauses }) => clauses === shippedClauses && minorOf(from) <= minor && minor <= minorOf(to),
  );
}

/** `1.139.2` as 1139; versions without a number as NaN, which is in no range. */
function minorOf(version: string): number {
  const [major, minor] = version.split('.').map(Number);
  return (major ?? Number.NaN) * 1000 + (minor ?? Number.NaN);
}
