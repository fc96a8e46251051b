/** Of a code, what it is made of: the invite, and behind a dot the place. */
const code = /^tally1-[A-Za-z0-9_-]{1,1000}(?:\.[A-Za-z0-9_-]{1,2000})?$/;

/** A link that opens the join page in an editor of this kind. */
export function linkOf(scheme: string, extension: string, invite: string): string {
  return `${scheme}://${extension}/join?code=${invite}`;
}

/**
 * The code in what somebody pasted or followed, as it is or in a link of `linkOf`; undefined of anything else. A link says
 * one thing, in one spelling: what is left over or said twice makes it none.
 */
export function codeIn(text: string, extension: string): string | undefined {
  const given = text.trim();
  if (code.test(given)) return given;
  const link = /^[a-z][a-z0-9+.-]{0,40}:\/\/([^/?#]*)\/join\?code=([^&#=]*)$/i.exec(given);
  if (link?.[1]?.toLowerCase() !== extension) return undefined;
  return code.test(link[2] ?? '') ? link[2] : undefined;
}
