const minute = 60_000;

/** Waits until midnight (UTC) is over where it is near: figures of "today" must not change their meaning within a test. */
export async function clearDay(): Promise<void> {
  const left = 86_400_000 - (Date.now() % 86_400_000);
  if (left < 3 * minute) await new Promise((resolve) => setTimeout(resolve, left + 1000));
}
