import { accessSync, constants, existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { arch, cpus, homedir, platform, release, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';

/** Programs of the machine that tests start. The browser and the editor are named by who installs them. */
const programs = ['node', 'git', 'age', 'npm', 'sh', 'unshare', 'script', 'tar', 'mkfs.ext4', 'mount'];

/** What the person's own git is told beside the environment. */
const gitSettings = (env) => [
  '/etc/gitconfig',
  join(homedir(), '.gitconfig'),
  join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'git', 'config'),
];

/** npm puts folders of its own before the person's path, and in `NODE` where it found itself. */
const ofNpm = /node_modules[\\/]\.bin$|node-gyp-bin$/;

/**
 * What results of tests hang on beside the files of the checkout, line by line: system, processor, memory, user, zone and language,
 * the Node of the tests and other programs, the variables of the environment that are among `names` or that git, Node or a locale take.
 * Not the load, not the clock, and not the Node that starts all: in a fresh clone that is the person's, from then on the installed one.
 */
export function machineOf({ root, node, env, names }) {
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  const zone = [0, 6].map((month) => new Date(2026, month).getTimezoneOffset());
  const path = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => !ofNpm.test(folder));
  const counts = (name) =>
    !['PATH', 'CI', 'NODE'].includes(name) && (names.has(name) || /^(?:GIT|NODE|LC)_/.test(name));
  const variables = Object.keys(env).filter(counts).sort();
  return [
    root,
    [platform(), arch(), release(), locale, ...zone, process.getuid?.()].join(' '),
    [cpus()[0]?.model, cpus().length, Math.round(totalmem() / 2 ** 30)].join(' '),
    `PATH ${path.join(delimiter)}`,
    ...variables.map((name) => `${name}=${env[name]}`),
    ...[node, ...programs.map((name) => onPath(name, path))].map(versionOf),
    ...gitSettings(env).map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')),
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
