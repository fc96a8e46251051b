import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { teamFailureWords } from '../../src/cli/teamWords.js';
import { CallError } from '../../src/protocol/rpc.js';
import { readAddress } from '../../src/team/address.js';
import { GitTransport } from '../../src/team/gitTransport.js';
import type { Sealed } from '../../src/team/sealing.js';
import type { TeamError } from '../../src/team/teamError.js';
import { inTeamWords } from '../../src/vscode/team/teamFailures.js';
import { withFolder } from '../ledger/rig.js';
import { bareRepository } from './gitRig.js';
import { type GitHost, httpsHost, sshHost } from './hosts.js';

const slot = `3/${'a'.repeat(32)}`;

function object(text: string): Sealed {
  return new TextEncoder().encode(text) as Sealed;
}

function fails(reason: TeamError['reason']) {
  return (error: unknown) => (error as TeamError).reason === reason;
}

/** Runs with these variables of the environment alone changed. */
async function within(env: Readonly<Record<string, string | undefined>>, work: () => Promise<void>): Promise<void> {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  set(Object.entries(env));
  try {
    await work();
  } finally {
    set(before);
  }
}

function set(variables: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of variables) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

const hosts: Readonly<Record<string, (folder: string) => Promise<GitHost | undefined>>> = {
  https: httpsHost,
  ssh: sshHost,
};

describe('a git host over the network', () => {
  for (const [name, start] of Object.entries(hosts)) {
    it(`${name}: one machine writes, another reads, replaces and empties; who does not know it, or is not known, is told`, function () {
      return withFolder(async (folder) => {
        bareRepository(folder);
        const host = await start(folder);
        if (!host) return this.skip();
        const address = readAddress(`git:${host.url}`);
        assert.ok(address.kind === 'git' && address.protocol === name);
        const machine = (number: number) => new GitTransport(address, join(folder, `scratch${number}`));
        const [one, two] = [machine(1), machine(2)];
        try {
          await within(host.env, async () => {
            assert.equal((await one.list()).size, 0);
            const first = await one.push(slot, object('x'), null);
            assert.deepEqual([...(await two.list())], [[slot, first]]);
            assert.equal(Buffer.from((await two.fetch([slot])).get(slot) ?? []).toString(), 'x');
            const second = await two.push(slot, object('y'), first);
            await assert.rejects(one.push(slot, object('z'), first), fails('stale'));
            await two.remove(slot, second);
            assert.equal((await two.list()).size, 0);
          });
          await within({ GIT_SSH_COMMAND: 'ssh -F none -o BatchMode=yes', GIT_SSL_CAINFO: undefined }, () =>
            assert.rejects(machine(3).list(), host.untrusted),
          );
        } finally {
          await host.stop();
        }
        await within(host.env, () => assert.rejects(one.list(), fails('offline')));
      });
    }).timeout(30_000);
  }

  it('https: a certificate that git does not trust has words of its own, and what they say helps; one of another host does not', function () {
    return withFolder(async (folder) => {
      bareRepository(folder);
      const host = await httpsHost(folder);
      if (!host) return this.skip();
      const at = (url: string) => {
        const address = readAddress(`git:${url}`);
        assert.ok(address.kind === 'git');
        return new GitTransport(address, join(folder, `scratch-${randomUUID()}`));
      };
      try {
        await within({ HOME: folder, GIT_SSL_CAINFO: undefined, XDG_CONFIG_HOME: undefined }, async () => {
          const untrusted = await at(host.url)
            .list()
            .catch((error: unknown) => error);
          assert.equal((untrusted as TeamError).reason, 'untrusted');
          const { message } = teamFailureWords(untrusted) as Error;
          const { message: shown } = inTeamWords(new CallError('failed', 'untrusted', '')) as Error;
          const way = /git (config --global http\.https:\/\/HOST\/\.sslCAInfo FILE)/;
          assert.equal(way.exec(shown)?.[1], way.exec(message)?.[1]);
          const { origin } = new URL(host.url);
          const words = (way.exec(message)?.[1] ?? '').replace('https://HOST', origin).split(' ');
          execFileSync('git', words.with(-1, host.env['GIT_SSL_CAINFO'] ?? ''));
          assert.equal((await at(host.url).list()).size, 0);
        });
        const other = host.url.replace('localhost', '127.0.0.1');
        await within(host.env, () => assert.rejects(at(other).list(), fails('untrusted')));
      } finally {
        await host.stop();
      }
    });
  }).timeout(30_000);
});
