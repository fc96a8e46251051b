import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readAddress } from '../../src/team/address.js';
import { pushFailure, reachFailure } from '../../src/team/gitFailures.js';
import { GitTransport } from '../../src/team/gitTransport.js';
import { codeWithPlace, placeOfCode } from '../../src/team/place.js';
import type { Sealed } from '../../src/team/sealing.js';
import type { TeamError } from '../../src/team/teamError.js';
import { withFolder } from '../ledger/rig.js';
import { addHook, asHost, bareRepository, gitTransport } from './gitRig.js';

function object(text: string): Sealed {
  return new TextEncoder().encode(text) as Sealed;
}

function fails(reason: TeamError['reason']) {
  return (error: unknown) => (error as TeamError).reason === reason;
}

const slot = `3/${'a'.repeat(32)}`;

describe('a git remote', () => {
  it('holds a ref of our own on a commit that tells nobody and no time', () =>
    withFolder(async (folder) => {
      const remote = bareRepository(folder);
      const version = await gitTransport(folder).push(slot, object('x'), null);
      assert.equal(
        asHost(remote, 'for-each-ref', '--format=%(refname) %(objectname)'),
        `refs/tallyboard/${slot} ${version}`,
      );
      assert.equal(
        asHost(remote, 'cat-file', '-p', version).replace(/^tree .*/, 'tree'),
        'tree\nauthor Tallyboard <tallyboard@invalid> 946684800 +0000\ncommitter Tallyboard <tallyboard@invalid> 946684800 +0000\n\nTallyboard',
      );
      assert.equal(asHost(remote, 'show', `${version}:object`), 'x');
    }));

  it('leaves nothing on this machine, and sweeps away what a killed process left', () =>
    withFolder(async (folder) => {
      bareRepository(folder);
      const old = join(folder, 'scratch', 'scratch-old');
      mkdirSync(old, { recursive: true });
      utimesSync(old, 0, 0);
      const place = gitTransport(folder);
      await place.push(slot, object('x'), null);
      await place.fetch([slot]);
      await assert.rejects(place.push(slot, object('y'), null), fails('stale'));
      assert.deepEqual(readdirSync(join(folder, 'scratch')), []);
    }));

  it('on a host that takes branches only is kept in branches, and every machine finds them', () =>
    withFolder(async (folder) => {
      const remote = bareRepository(folder, { branchesOnly: true });
      await gitTransport(folder).push('1/roster', object('r'), null);
      const other = gitTransport(folder);
      await other.list();
      await other.push(slot, object('x'), null);
      assert.equal(
        asHost(remote, 'for-each-ref', '--format=%(refname)'),
        `refs/heads/tallyboard/1/roster\nrefs/heads/tallyboard/${slot}`,
      );
    }));

  it('that is gone, is no repository or was never there is told', () =>
    withFolder(async (folder) => {
      await assert.rejects(gitTransport(folder).list(), fails('gone'));
      mkdirSync(join(folder, 'remote.git'));
      await assert.rejects(gitTransport(folder).list(), fails('gone'));
      rmSync(join(folder, 'remote.git'), { recursive: true });
      bareRepository(folder);
      const place = gitTransport(folder);
      await place.push(slot, object('x'), null);
      rmSync(join(folder, 'remote.git'), { recursive: true });
      await assert.rejects(place.fetch([slot]), fails('gone'));
      await assert.rejects(place.push(slot, object('y'), null), fails('gone'));
      await assert.rejects(place.remove(slot, 'x'), fails('gone'));
    }));

  it('whose ref another wrote by force is stale to who knew the old one', () =>
    withFolder(async (folder) => {
      const remote = bareRepository(folder);
      const place = gitTransport(folder);
      const version = await place.push(slot, object('mine'), null);
      const tree = asHost(remote, 'rev-parse', `${version}^{tree}`);
      const theirs = spawnSync(
        'git',
        ['-C', remote, '-c', 'user.name=x', '-c', 'user.email=x', 'commit-tree', '-m', 'x', tree],
        { encoding: 'utf8' },
      );
      asHost(remote, 'update-ref', `refs/tallyboard/${slot}`, theirs.stdout.trim());
      await assert.rejects(place.push(slot, object('again'), version), fails('stale'));
      await assert.rejects(place.remove(slot, version), fails('stale'));
      assert.deepEqual(Buffer.from((await place.fetch([slot])).get(slot) ?? []).toString(), 'mine');
    }));

  it('is read as it is now, also where what was listed is gone or another', () =>
    withFolder(async (folder) => {
      const remote = bareRepository(folder);
      const [one, two] = [gitTransport(folder), gitTransport(folder)];
      await one.push(slot, object('1'), null);
      await one.push('3/roster', object('r'), null);
      const seen = await two.list();
      await one.push(slot, object('2'), seen.get(slot) ?? null);
      asHost(remote, 'update-ref', '-d', 'refs/tallyboard/3/roster');
      const got = await two.fetch([slot, '3/roster']);
      assert.deepEqual(
        [...got].map(([key, bytes]) => [key, Buffer.from(bytes).toString()]),
        [[slot, '2']],
      );
    }));

  it('may hold whatever a stranger put there: other refs, other kinds of objects, files too large', () =>
    withFolder(async (folder) => {
      const remote = bareRepository(folder);
      const place = gitTransport(folder);
      const version = await place.push(slot, object('x'), null);
      const [blob, empty] = [asHost(remote, 'rev-parse', `${version}:object`), asHost(remote, 'mktree', '--missing')];
      writeFileSync(join(folder, 'large'), Buffer.alloc(1_048_577));
      const large = asHost(remote, 'hash-object', '-w', join(folder, 'large'));
      const tree = spawnSync('git', ['-C', remote, 'mktree'], {
        input: `100644 blob ${large}\tobject\n`,
        encoding: 'utf8',
      });
      const commit = (of: string) =>
        asHost(remote, '-c', 'user.name=x', '-c', 'user.email=x', 'commit-tree', '-m', 'x', of);
      for (const [ref, id] of [
        ['refs/tallyboard/3/roster', blob],
        ['refs/tallyboard/3/keyring', commit(tree.stdout.trim())],
        [`refs/tallyboard/3/${'b'.repeat(32)}`, commit(empty)],
        ['refs/tallyboard/3/ROSTER', version],
        ['refs/tallyboard/03/roster', version],
        ['refs/heads/tallyboard/3/roster2', version],
        ['refs/heads/main', version],
      ] as const)
        asHost(remote, 'update-ref', ref, id);
      const listed = [...(await place.list()).keys()].sort();
      assert.deepEqual(listed, [slot, `3/${'b'.repeat(32)}`, '3/keyring', '3/roster'].sort());
      assert.deepEqual([...(await place.fetch(listed)).keys()], [slot]);
    }));

  it('runs no hook of this machine’s: only the host’s own run, where the host is', () =>
    withFolder(async (folder) => {
      const remote = bareRepository(folder);
      const [home, hooks, ran] = [join(folder, 'home'), join(folder, 'hooks'), join(folder, 'ran')];
      mkdirSync(home);
      mkdirSync(hooks);
      for (const name of ['pre-push', 'reference-transaction', 'pre-receive']) {
        writeFileSync(join(hooks, name), `#!/bin/sh\necho "${name} $(git rev-parse --absolute-git-dir)" >> "${ran}"\n`);
        chmodSync(join(hooks, name), 0o755);
      }
      writeFileSync(join(home, '.gitconfig'), `[core]\n\thooksPath = ${hooks}\n[push]\n\tgpgSign = true\n`);
      const before = process.env['HOME'];
      process.env['HOME'] = home;
      try {
        const place = gitTransport(folder);
        await place.push(slot, object('x'), null);
        await place.fetch([slot]);
      } finally {
        process.env['HOME'] = before;
      }
      // A remote of this machine reads the same settings: that its hooks ran shows that these would have.
      const lines = new Set(readFileSync(ran, 'utf8').trim().split('\n'));
      assert.deepEqual([...lines].sort(), [`pre-receive ${remote}`, `reference-transaction ${remote}`]);
    }));

  it('whose host has a rule against it says so, and its own words are kept', () =>
    withFolder(async (folder) => {
      addHook(bareRepository(folder), 'pre-receive', 'echo "no such refs here" >&2; exit 1');
      await assert.rejects(gitTransport(folder).push(slot, object('x'), null), (error: TeamError) => {
        assert.deepEqual([error.reason, error.message], ['refused', 'refused: pre-receive hook declined']);
        return true;
      });
    }));

  it('that would ask who we are is told, at once', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' });
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      await withFolder(async (folder) => {
        // http is refused by readAddress; a test has no certificate.
        const address = { kind: 'git', url: `http://127.0.0.1:${port}/team.git`, protocol: 'http' as 'https' } as const;
        await assert.rejects(new GitTransport(address, folder).list(), fails('signIn'));
      });
    } finally {
      server.close();
    }
  });

  it('that does not answer is given up at the time limit or by the signal, with all that it started', () =>
    withFolder(async (folder) => {
      const remote = bareRepository(folder);
      const beat = join(folder, 'beat');
      addHook(remote, 'pre-receive', `while :; do date +%N > "${beat}"; sleep 0.05; done`);
      await assert.rejects(gitTransport(folder, 1_000).push(slot, object('x'), null), fails('offline'));
      const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      await wait(100);
      const last = readFileSync(beat, 'utf8');
      await wait(300);
      assert.equal(readFileSync(beat, 'utf8'), last);
      const stop = new AbortController();
      setTimeout(() => stop.abort(new Error('stopped')), 300);
      await assert.rejects(gitTransport(folder).push(slot, object('x'), null, stop.signal), /stopped/);
      // Half a push changes nothing: the next one finds the place as it was.
      rmSync(join(remote, 'hooks', 'pre-receive'));
      const place = gitTransport(folder);
      assert.deepEqual([...(await place.list())], []);
      await place.push(slot, object('x'), null);
      assert.equal((await place.list()).size, 1);
    }));

  it('without a git on the machine is told', () =>
    withFolder(async (folder) => {
      bareRepository(folder);
      const before = process.env['PATH'];
      process.env['PATH'] = join(folder, 'nothing');
      try {
        await assert.rejects(gitTransport(folder).list(), fails('noGit'));
      } finally {
        process.env['PATH'] = before;
      }
    }));
});

describe('an address', () => {
  it('is taken as https, ssh, or a place on this machine', () => {
    for (const [text, protocol] of [
      ['git:https://example.org/team/board.git', 'https'],
      ['git:ssh://git@example.org:2222/team/board.git', 'ssh'],
      ['git:git@example.org:team/board.git', 'ssh'],
      ['git:file:///srv/board.git', 'file'],
    ] as const)
      assert.deepEqual(readAddress(text), { kind: 'git', url: text.slice(4), protocol });
    assert.deepEqual(readAddress('dir:/srv/board'), { kind: 'dir', path: '/srv/board' });
  });

  it('goes with an invite where others reach it, and only there', () => {
    const address = 'git:https://example.org/team/board.git';
    assert.deepEqual(placeOfCode(` ${codeWithPlace('tally1-x', address)}\n`), { invite: 'tally1-x', address });
    for (const own of ['dir:/srv/board', 'git:file:///srv/board.git']) {
      assert.equal(codeWithPlace('tally1-x', own), 'tally1-x');
      const forced = `tally1-x.${Buffer.from(own).toString('base64url')}`;
      assert.throws(() => placeOfCode(forced), fails('noInvite'));
    }
    for (const hostile of ['git:ext::sh -c x', 'git:https://a:b@example.org/x', '', 'x'.repeat(3_000)])
      assert.throws(() => placeOfCode(`tally1-x.${Buffer.from(hostile).toString('base64url')}`), fails('noInvite'));
  });

  it('that makes git or ssh run something, or has a password in it, is refused', () => {
    for (const text of [
      'git:ext::sh -c touch% /tmp/x',
      'git:http://example.org/x.git',
      'git:git://example.org/x.git',
      'git:ssh://-oProxyCommand=x/y',
      'git:ssh://git@-oProxyCommand=x/y',
      'git:-oProxyCommand=x@host:y',
      'git:git@-oProxyCommand=x:y',
      'git:git@host:-x',
      'git:--upload-pack=x',
      'git:https://user:secret@example.org/x.git',
      'git:https://token@example.org/x.git',
      'git:https://example.org',
      'git:https://example.org/x?y',
      'git:https://example.org/x\n--upload-pack=x',
      'git:file://host/share',
      'git:fd::17',
      'git:/srv/board.git',
      'dir:relative',
      'https://example.org/x.git',
      '',
      `git:https://example.org/${'x'.repeat(600)}`,
    ])
      assert.throws(() => readAddress(text), fails('badAddress'), text);
  });
});

describe('what git says', () => {
  it('is told by its meaning', () => {
    const said = {
      "fatal: could not read Username for 'https://example.org': terminal prompts disabled": 'signIn',
      'git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.': 'signIn',
      'Host key verification failed.\nfatal: Could not read from remote repository.': 'signIn',
      "fatal: unable to access 'https://x/': SSL certificate problem: self-signed certificate": 'untrusted',
      "fatal: unable to access 'https://x/': SSL certificate problem: certificate has expired": 'untrusted',
      "fatal: unable to access 'https://x/': server certificate verification failed. CAfile: none CRLfile: none":
        'untrusted',
      "fatal: unable to access 'https://x/': SSL: no alternative certificate subject name matches target host name 'x'":
        'untrusted',
      "fatal: unable to access 'https://x/': schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322)":
        'untrusted',
      "fatal: unable to access 'https://x/': schannel: CertGetCertificateChain trust error CERT_TRUST_IS_UNTRUSTED_ROOT":
        'untrusted',
      "fatal: unable to access 'https://x/': error setting certificate verify locations: CAfile: /x CApath: none":
        'failed',
      'ssh: Could not resolve hostname example.org: Name or service not known\nfatal: Could not read from remote repository.':
        'offline',
      "fatal: unable to access 'https://x/': Failed to connect to x port 443: Connection refused": 'offline',
      "fatal: unable to access 'https://x/': The requested URL returned error: 503": 'offline',
      "fatal: unable to access 'https://x/': The requested URL returned error: 403": 'denied',
      "remote: Repository not found.\nfatal: repository 'https://x/' not found": 'gone',
      "fatal: '/x' does not appear to be a git repository\nfatal: Could not read from remote repository.": 'gone',
      'something new': 'failed',
    };
    for (const [told, reason] of Object.entries(said)) assert.equal(reachFailure(told).reason, reason, told);
    const push = (why: string) =>
      pushFailure(`To x\n!\ta:b\t[rejected] (${why})\nDone`, 'error: failed to push').reason;
    assert.deepEqual(
      ['stale info', 'failed to update ref', 'pre-receive hook declined', 'deny updating a hidden ref'].map(push),
      ['stale', 'stale', 'refused', 'refused'],
    );
  });
});
