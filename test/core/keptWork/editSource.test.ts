import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { changeOf } from '../../../src/core/keptWork/editSource.js';

const call = { id: '1', tool: 'codex', session: 's', model: 'm', at: 1, project: '/p', branch: 'b', file: '/p/a.ts' };

describe('what an applied call came to', () => {
  it('an edit, which may remove nothing; or a command, of which only that it ran', () => {
    const { id, tool, session, at, project } = call;
    assert.deepEqual(
      [{ ...call, inserted: ['a'] }, { ...call, inserted: ['a'], removed: ['b'], escapes: true }, call].map((each) =>
        changeOf(each as never),
      ),
      [
        { ...call, kind: 'edit', inserted: ['a'], removed: [] },
        { ...call, kind: 'edit', inserted: ['a'], removed: ['b'] },
        { kind: 'escape', id, tool, session, at, project },
      ],
    );
  });
});
