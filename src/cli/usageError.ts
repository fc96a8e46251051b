/** What was wrong with the words of a call; exit code 2. Told by its name: each bundle has its own copy of the class. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The same for what Node's `parseArgs` throws, in our words. */
export function wrongWords(error: unknown): UsageError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const [, option = ''] = /'(?:-\w, )?(--?[^\s']*)/.exec(String(message)) ?? [];
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return new UsageError(`There is no option ${option}.`);
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return new UsageError(String(message));
  if (/does not take an argument/.test(String(message))) return new UsageError(`${option} takes no value.`);
  if (/argument missing/.test(String(message))) return new UsageError(`${option} takes a value.`);
  return new UsageError(`${option} takes a value. One that begins with a dash is joined to it: ${option}=VALUE.`);
}
