/** What the system said no to, as a person reads it: what is wrong, and what to do. Undefined where it was not the system that said it. */
export function systemWords(error: unknown, named?: string): string | undefined {
  const { code, syscall, path, info } = error as { code?: unknown; syscall?: unknown; path?: unknown; info?: unknown };
  if ((info as { syscall?: unknown } | undefined)?.syscall === 'uv_os_homedir')
    return 'This user has no home folder. Set HOME, or name one: --home DIR.';
  if (syscall === 'uv_cwd') return 'The folder that you are in is gone. Go to one that is there.';
  if (typeof syscall !== 'string' || typeof code !== 'string') return undefined;
  const where = named ?? path;
  if (typeof where === 'string' && sentences[code]) return sentences[code](`"${where}"`);
  if (code === 'EISDIR') return 'That is a folder. Name a file.';
  const what = typeof where === 'string' ? `"${where}"` : 'Something';
  return `${what} could not be read or written: the system says ${code}.`;
}

const forbidden = (path: string) => `You may not use ${path}. Look at its owner and permissions.`;
const full = (path: string) => `The disk is full, and ${path} was not written. Make room, then try again.`;

const sentences: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no ${path}. Check the name, and that its folder is there.`,
  ENOTDIR: (path) => `There can be no ${path}: a part of that is a file, not a folder.`,
  EISDIR: (path) => `${path} is a folder. Name a file.`,
  EEXIST: (path) => `There is ${path} already, and it stays as it is. Choose another name.`,
  ELOOP: (path) => `${path} is a link that leads round in a circle.`,
  ENAMETOOLONG: (path) => `${path} is too long for a name.`,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: (path) => `${path} is in a place where nothing can be written. Name another.`,
  ENOSPC: full,
  EDQUOT: full,
};
