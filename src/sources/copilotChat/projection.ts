/** What is kept of a value: only members that the shape names, and no long texts. */
export type Kept = string | number | boolean | { [name: string]: Kept };

/**
 * Which members of a value are kept. `value`: a number, a flag or a short text. `presence`: only that it is there and
 * not empty. Names are looked up with `hasOwn`, so that `__proto__` in a log reaches nothing.
 */
export type Shape = 'value' | 'presence' | { readonly [name: string]: Shape };

const longestText = 200;
/** VS Code puts it in place of texts that would make an entry too long. */
const truncated = '[JustRide: value truncated';

export function keep(value: unknown, shape: Shape): Kept | undefined {
  if (value === null || value === undefined) return undefined;
  if (shape === 'presence') return Array.isArray(value) ? value.length > 0 || undefined : true;
  if (typeof value === 'object')
    return shape === 'value' ? undefined : keepMembers(value as Record<string, unknown>, shape);
  if (typeof value === 'string') return value.length > longestText || value.startsWith(truncated) ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function keepMembers(value: Record<string, unknown>, shape: Exclude<Shape, string>): Kept {
  const kept: { [name: string]: Kept } = {};
  for (const [name, inner] of Object.entries(shape)) {
    const member = Object.hasOwn(value, name) ? keep(value[name], inner) : undefined;
    if (member !== undefined) kept[name] = member;
  }
  return kept;
}

/** The kept form after the member at `path` was set to `value` (deleted: undefined). Ignores what the shape leaves out. */
export function set(kept: Kept | undefined, shape: Shape, path: readonly unknown[], value: unknown): Kept | undefined {
  const [name, ...rest] = path;
  if (path.length === 0) return keep(value, shape);
  if (shape === 'presence') return kept ?? (value === undefined ? undefined : true);
  if (shape === 'value' || typeof name !== 'string') return kept;
  const inner = Object.hasOwn(shape, name) ? shape[name] : undefined;
  if (inner === undefined) return kept;
  const members = typeof kept === 'object' ? kept : {};
  const member = set(members[name], inner, rest, value);
  if (member === undefined) delete members[name];
  else members[name] = member;
  return members;
}

/** Whether anything at or below `path` is kept. */
export function reaches(shape: Shape, path: readonly unknown[]): boolean {
  const [name, ...rest] = path;
  if (path.length === 0 || shape === 'presence') return true;
  if (shape === 'value' || typeof name !== 'string' || !Object.hasOwn(shape, name)) return false;
  return reaches(shape[name] as Shape, rest);
}
