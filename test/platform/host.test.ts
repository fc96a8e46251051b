import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { hostOf } from '../../src/platform/host.js';

describe('the system that we run in', () => {
  const cases: [env: Record<string, string>, file: string, host: string | undefined][] = [
    [{}, '', undefined],
    [{ WSL_DISTRO_NAME: 'Ubuntu' }, '/.dockerenv', 'wsl'],
    [{ WSL_INTEROP: '/run/WSL/8_interop' }, '', 'wsl'],
    [{ REMOTE_CONTAINERS: 'true' }, '', 'container'],
    [{}, '/.dockerenv', 'container'],
    [{}, '/run/.containerenv', 'container'],
    [{ SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' }, '', 'ssh'],
    [{ SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' }, '/.dockerenv', 'container'],
  ];
  for (const [env, file, host] of cases) {
    it(`is ${host ?? 'the machine'} with ${JSON.stringify(env)} and ${file || 'no mark'}`, () => {
      assert.equal(
        hostOf(env, (path) => path === file),
        host,
      );
    });
  }
});
