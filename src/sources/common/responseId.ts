/**
 * Identity of a provider's response, in every store of one tool. A short id means something only within its trace or
 * session, or in what else tells one response from another.
 */
export function responseKey(responseId: string, within: string): string {
  return isShortId(responseId) ? `response:${within}/${responseId}` : `response:${responseId}`;
}

/**
 * Whether an id is drawn from too few to be the only one of its kind. Local servers draw theirs from a thousand or a million
 * (`chatcmpl-517`, `resp_482113`, Ollama).
 */
export function isShortId(id: string): boolean {
  return /^[a-z]*[-_]?\d{0,6}$/i.test(id);
}
