/** What the system said no to, as a person reads it: what is wrong, and what to do. Undefined where it was not the system that said it. */
export function systemWords(error: unknown, named?: string): string | undefined {
  const { code, syscall, path, info } = error as { code?: unknown; syscall?: unknown; path?: unknown; info?: unknown };
  if ((info as { syscall?: unknown } | undefined)?.syscall === 'uv_os_homedir')
    return 'This user has no home folder. Set HOME, or name one: --home DIR.';
  if (typeof syscall !== 'string' || typeof code !== 'string') return undefined;
  const words = sentences[code] ?? (() => `${where(named ?? path)} cannot be used: the system says ${code}.`);
  return words(where(named ?? path));
}

function where(path: unknown): string {
  return typeof path === 'string' ? `"${path}"` : 'what is to be read or written';
}

const forbidden = (path: string) => `You may not use ${path}. Look at its owner and permissions.`;
const full = (path: string) => `The disk is full, and ${path} was not written. Make room, then try again.`;

const sentences: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no ${path}. Check the name, and that its folder is there.`,
  ENOTDIR: (path) => `There can be no ${path}: a part of that is a file, not a folder.`,
  EISDIR: (path) => `${capital(path)} is a folder. Name a file.`,
  EEXIST: (path) => `There is ${path} already, and it stays as it is. Choose another name.`,
  ELOOP: (path) => `${capital(path)} is a link that leads round in a circle.`,
  ENAMETOOLONG: (path) => `${capital(path)} is too long for a name.`,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: (path) => `${capital(path)} is in a place where nothing can be written. Name another.`,
  ENOSPC: full,
  EDQUOT: full,
};

function capital(path: string): string {
  return path.charAt(0).toUpperCase() + path.slice(1);
}
