import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { arch, cpus, homedir, platform, release, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';

/** Programs of the machine that tests start. The browser and the editor are named by who installs them. */
const programs = ['git', 'age', 'npm', 'sh', 'unshare', 'script', 'tar', 'mkfs.ext4', 'mount'];

/** What the person's own git is told beside the environment. */
const gitSettings = (env) => [
  '/etc/gitconfig',
  join(homedir(), '.gitconfig'),
  join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'git', 'config'),
];

/** npm puts folders of its own before the person's path, others than a run without it has. */
const ofNpm = /node_modules[\\/]\.bin$|node-gyp-bin$/;

/**
 * What results of tests hang on beside the files of the checkout, line by line: system, processor, memory, user, zone and language,
 * Node and other programs, the variables of the environment that are among `names` or that git, Node or a locale take. Not the load, and not the clock.
 */
export function machineOf({ root, node, env, names }) {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const path = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => !ofNpm.test(folder));
  const counts = (name) => name !== 'PATH' && name !== 'CI' && (names.has(name) || /^(?:GIT|NODE|LC)_/.test(name));
  const variables = Object.keys(env).filter(counts).sort();
  return [
    root,
    [platform(), arch(), release(), process.version, locale, timeZone, process.getuid?.()].join(' '),
    [cpus()[0]?.model, cpus().length, Math.round(totalmem() / 2 ** 30)].join(' '),
    `PATH ${path.join(delimiter)}`,
    ...variables.map((name) => `${name}=${env[name]}`),
    ...[node, ...programs.map((name) => onPath(name, path)), ...gitSettings(env)].map(versionOf),
  ];
}

/** A program, or another file beside the checkout, as it stands now: a new version of it has another size or time. */
export function versionOf(path) {
  try {
    const real = realpathSync(path);
    const { size, mtimeMs } = statSync(real);
    return [real, size, mtimeMs].join(' ');
  } catch {
    return `${path} is not there`;
  }
}

function onPath(name, folders) {
  for (const folder of folders) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // In another folder, or in none.
    }
  }
  return name;
}
