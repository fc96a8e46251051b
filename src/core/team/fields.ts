import { record } from '../json.js';

/** Checks of what others wrote, put together from small ones. All are exact: a member more or less is a fault. */
export type Check<T> = (value: unknown) => value is T;
/** What a check lets pass. */
export type Checked<C> = C extends Check<infer T> ? T : never;

export function fields<F extends Readonly<Record<string, Check<unknown>>>>(
  all: F,
): Check<{ readonly [K in keyof F]: Checked<F[K]> }> {
  const names = Object.keys(all);
  return (value): value is { readonly [K in keyof F]: Checked<F[K]> } => {
    const given = record(value);
    if (given === undefined || Object.keys(given).length !== names.length) return false;
    return names.every((name) => Object.hasOwn(given, name) && all[name]?.(given[name]) === true);
  };
}

/** With one member that may be missing. */
export function withMaybe<N extends string, T, F extends Readonly<Record<string, Check<unknown>>>>(
  name: N,
  check: Check<T>,
  all: F,
): Check<{ readonly [K in keyof F]: Checked<F[K]> } & { readonly [K in N]?: T }> {
  const [without, whole] = [fields(all), fields({ ...all, [name]: check })];
  return (value): value is { readonly [K in keyof F]: Checked<F[K]> } & { readonly [K in N]?: T } =>
    Object.hasOwn(record(value) ?? {}, name) ? whole(value) : without(value);
}

export function listOf<T>(each: Check<T>, most: number): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.length <= most && value.every(each);
}

export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

export function only<T extends string | number>(wanted: T): Check<T> {
  return (value): value is T => value === wanted;
}

export function oneOf<T extends string>(...wanted: readonly T[]): Check<T> {
  return (value): value is T => wanted.some((each) => each === value);
}

/** Well-formed, so that it has a canonical spelling; length in UTF-16 code units. */
export function textUpTo(most: number): Check<string> {
  return (value): value is string => typeof value === 'string' && value.length <= most && !/\p{Surrogate}/u.test(value);
}

export function textLike(pattern: RegExp): Check<string> {
  return (value): value is string => typeof value === 'string' && pattern.test(value);
}

export function wholeUpTo(most: number, least = 0): Check<number> {
  return (value): value is number => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
}
